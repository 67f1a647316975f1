import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { listAnalyses } from '@sluice/db/analyses';
import { listedAccount } from '../../auth/readable-account.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { accountQuery, pageRequest, several, timeQuery, viewPage } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { toolParam } from '../tools/schemas.ts';
import { analysisStatus, analysisSummarySchema } from './schemas.ts';
import { viewAnalysisSummary } from './view.ts';

const query = z.object({ ...timeQuery, ...accountQuery, status: several(analysisStatus), tool: toolParam.optional() });

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses',
    operationId: 'listAnalyses',
    tags: ['Analyses'],
    summary: 'List analyses, newest first',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(analysisSummarySchema) } } },
      ...problems(403, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { account_id: asked, ...query } = c.req.valid('query');
    const accountId = await listedAccount(c, deps, 'analysis.list', asked);
    const page = await listAnalyses(deps.db, { accountId, ...pageRequest(query) });
    return c.json(
      viewPage(page, ({ analysisId }) => analysisId, viewAnalysisSummary),
      200,
    );
  };

export const listAnalysesRoute = { route, handler };
