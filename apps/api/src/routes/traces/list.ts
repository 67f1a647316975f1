import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listTraces } from '@sluice/db/traces';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, several, timeQuery, viewPage } from '../../lists.ts';
import { bearer, idInput, pageOf, problems } from '../../openapi.ts';
import { traceSchema, traceStatus } from './schemas.ts';
import { viewTrace } from './view.ts';

const query = z.object({
  ...timeQuery,
  ...accountQuery,
  id: idInput.optional().describe('ID of a trace, its parent, its job or its document.'),
  operation: z
    .string()
    .max(128)
    .optional()
    .describe('Method and route pattern, or the kind of a job such as `import-file`.'),
  status: several(traceStatus),
  job_id: idInput.optional(),
  doc_id: idInput.optional(),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/traces',
    operationId: 'listTraces',
    tags: ['Operating'],
    summary: 'List requests that changed something and the jobs they started, newest first',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(traceSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { job_id: jobId, doc_id: docId, account_id: asked, ...rest } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'trace.list', asked);
    const found = await listTraces(deps.db, { accountId, ...pageRequest({ ...rest, jobId, docId }) });
    const items = found.items.map((trace) => ({ ...trace, createdAt: trace.startTime }));
    return c.json(
      viewPage({ ...found, items }, ({ traceId }) => traceId, viewTrace),
      200,
    );
  };

export const listTracesRoute = { route, handler };
