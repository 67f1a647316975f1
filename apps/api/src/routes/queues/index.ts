import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { overviewOf } from './overview.ts';
import { queueSchema } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/queues',
    operationId: 'listQueues',
    tags: ['Operating'],
    summary: 'List the queues with their waiting and running jobs, waiting time and workers',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    responses: {
      200: {
        description: 'All queues.',
        content: { 'application/json': { schema: z.object({ items: z.array(queueSchema) }).openapi('QueueList') } },
      },
      ...problems(403),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const items = await overviewOf(deps.queues);
    const { accountId: own } = c.get('principal');
    const isOfOthers = items.some(({ running }) => running.some(({ account_id: id }) => id !== null && id !== own));
    if (isOfOthers) await deps.auditedReads.record(c, { action: 'queue.read', accountId: null });
    return c.json({ items }, 200);
  };

export function registerQueues(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
}
