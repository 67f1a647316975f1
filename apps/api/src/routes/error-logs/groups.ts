import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { groupErrors } from '@sluice/db/traces';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, decodeCursor, encodeCursor, timeQuery } from '../../lists.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';

const groupSchema = z
  .object({
    code: z.string(),
    count: z.number().int().min(1),
    first_at: z.iso.datetime().describe('The oldest of them that is still kept.'),
    last_at: z.iso.datetime(),
  })
  .openapi('ErrorGroup');

const position = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.string()]);

const route = () =>
  createRoute({
    method: 'get',
    path: '/error-logs/groups',
    operationId: 'listErrorGroups',
    tags: ['Operating'],
    summary: 'Count errors of requests and jobs by code, those that happened last first',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    request: { query: z.object({ ...timeQuery, ...accountQuery }) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(groupSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, cursor, limit, from, to } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'error_log.list', asked);
    const [last, code] = cursor === undefined ? [] : decodeCursor(cursor, position);
    const { items, hasMore } = await groupErrors(deps.db, {
      ...{ accountId, limit },
      ...(from && { from }),
      ...(to && { to }),
      ...(last && code !== undefined && { cursor: { last, code } }),
    });
    const end = items.at(-1);
    return c.json(
      {
        items: items.map((one) => ({
          ...{ code: one.code, count: one.count },
          ...{ first_at: one.first.toISOString(), last_at: one.last.toISOString() },
        })),
        next_cursor: hasMore && end ? encodeCursor([end.last.toISOString(), end.code]) : null,
      },
      200,
    );
  };

export const listErrorGroupsRoute = { route, handler };
