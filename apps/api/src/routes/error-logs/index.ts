import { createRoute, type OpenAPIHono, type RouteHandler, z } from '@hono/zod-openapi';
import { listErrors } from '@sluice/db/traces';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, timeQuery, viewPage } from '../../lists.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, idInput, pageOf, problems } from '../../openapi.ts';
import { errorLogSchema } from '../traces/schemas.ts';
import { viewError } from '../traces/view.ts';
import { listErrorGroupsRoute } from './groups.ts';

const query = z.object({
  ...timeQuery,
  ...accountQuery,
  code: z.string().max(64).optional(),
  operation: z.string().max(128).optional().describe('Method and route pattern, or the kind of a job.'),
  trace_id: idInput.optional(),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/error-logs',
    operationId: 'listErrorLogs',
    tags: ['Operating'],
    summary: 'List errors of requests and jobs with their origin, newest first',
    security: bearer,
    middleware: [requireRole('operator')] as const,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(errorLogSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal } = c.var;
    const { trace_id: traceId, account_id: asked, ...rest } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'error_log.list', asked);
    const found = await listErrors(deps.db, { accountId, ...pageRequest({ ...rest, traceId }) });
    return c.json(
      viewPage(
        found,
        ({ errorId }) => errorId,
        (error) => viewError(error, principal.role),
      ),
      200,
    );
  };

export function registerErrorLogs(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(route(), handler(deps));
  api.openapi(listErrorGroupsRoute.route(), listErrorGroupsRoute.handler(deps));
}
