import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { analysisParams, analysisSchema } from './schemas.ts';
import { readAnalysis } from './shared.ts';
import { viewAnalysis } from './view.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses/{analysisId}',
    operationId: 'getAnalysis',
    tags: ['Analyses'],
    summary: 'Get the status of an analysis',
    security: bearer,
    request: { params: analysisParams },
    responses: {
      200: { description: 'The analysis.', content: { 'application/json': { schema: analysisSchema } } },
      ...problems(400, 404),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const analysis = await readAnalysis(c, deps, c.req.valid('param').analysisId);
    return c.json(viewAnalysis(deps.storage, analysis, await downloadsOfAnalysis(deps.db, analysis)), 200);
  };

export const getAnalysisRoute = { route, handler };
