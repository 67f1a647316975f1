import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listReprocessRuns } from '@sluice/db/reprocess-runs';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, viewPage } from '../../lists.ts';
import { bearer, pageOf, pageQuery, problems } from '../../openapi.ts';
import { runSchema } from './schemas.ts';
import { viewRun } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/reprocess-runs',
    operationId: 'listReprocessRuns',
    tags: ['Downloads'],
    summary: 'List re-processing runs, newest first',
    security: bearer,
    request: { query: z.object({ ...pageQuery, ...accountQuery }) },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(runSchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, ...query } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'reprocess_run.list', asked);
    const page = await listReprocessRuns(deps.db, { accountId, ...pageRequest(query) });
    return c.json(
      viewPage(page, ({ runId }) => runId, viewRun),
      200,
    );
  };

export const listReprocessRunsRoute = { route, handler };
