import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { dependencyNames } from '../../status/dependencies.ts';
import type { Dependency } from '../../status/dependency-watch.ts';
import { outageText } from '../../status/texts.ts';

const whileDown = (what: string) => z.string().nullable().describe(`${what} Null unless it is down.`);

const dependencySchema = z
  .object({
    name: z.enum(dependencyNames),
    server: z
      .string()
      .nullable()
      .describe('Name of the storage server. Storage servers are listed only while they are down.'),
    state: z
      .enum(['up', 'down', 'unknown'])
      .describe('`unknown`: it can be checked only through another dependency, which is down.'),
    since: z.iso.datetime().nullable().describe('When it was first found down.'),
    title: whileDown('What is down, in one sentence.'),
    affected: whileDown('What does not work.'),
    unaffected: whileDown('What still works, and what happens when it is back.'),
  })
  .openapi('Dependency');

const statusSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('`degraded` while anything is down.'),
    checked_at: z.iso.datetime(),
    dependencies: z.array(dependencySchema),
  })
  .openapi('Status');

const route = () =>
  createRoute({
    method: 'get',
    path: '/status',
    operationId: 'getStatus',
    tags: ['Operating'],
    summary: 'Show which dependencies are down, and what that affects',
    description: 'Cheap enough to poll: answers are shared for two seconds, and do not count against the rate limit.',
    security: bearer,
    responses: {
      200: { description: 'The status.', content: { 'application/json': { schema: statusSchema } } },
      ...problems(401),
    },
  });

const handler =
  ({ dependencies }: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { checkedAt, dependencies: found } = await dependencies.now();
    const status = found.some(({ state }) => state === 'down') ? ('degraded' as const) : ('ok' as const);
    return c.json({ status, checked_at: checkedAt.toISOString(), dependencies: found.map(view) }, 200);
  };

function view(dependency: Dependency): z.output<typeof dependencySchema> {
  const { name, server = null, state, since } = dependency;
  const texts = state === 'down' ? outageText(dependency) : { title: null, affected: null, unaffected: null };
  return { name, server, state, since: since?.toISOString() ?? null, ...texts };
}

export function registerStatus(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
