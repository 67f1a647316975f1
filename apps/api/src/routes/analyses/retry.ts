import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { audited } from '../../audit/declare.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { answerFor } from './create.ts';
import { analysisAcceptedSchema, analysisParams } from './schemas.ts';
import { findAnalysis, retryAnalysis } from './shared.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/analyses/{analysisId}/retry',
    operationId: 'retryAnalysis',
    tags: ['Analyses'],
    summary: 'Retry a failed analysis; it starts over with the same options',
    security: bearer,
    middleware: [audited('analysis.retry'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: analysisParams },
    responses: {
      202: {
        description: 'Accepted; the analysis is queued again.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: analysisAcceptedSchema } },
      },
      ...problems(400, 403, 404, 409, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const analysis = await findAnalysis(deps.db, principal.accountId, c.req.valid('param').analysisId);
    about.jobId = analysis.analysisId;
    const docId = await retryAnalysis(deps, c.var, analysis);
    const accepted = answerFor(analysis.analysisId, { docId, traceId });
    return c.json(accepted, 202, { Location: accepted.status_url });
  };

export const retryAnalysisRoute = { route, handler };
