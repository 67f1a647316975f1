import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { audited } from '../../audit/declare.ts';
import { cancelWork } from '../../change-work.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { analysisParams, analysisStatus } from './schemas.ts';
import { analysisUrl, cancellation, findAnalysis } from './shared.ts';

const cancelSchema = z
  .object({
    analysis_id: z.uuid(),
    status: analysisStatus,
    status_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('AnalysisCancelled');

const route = () =>
  createRoute({
    method: 'post',
    path: '/analyses/{analysisId}/cancel',
    operationId: 'cancelAnalysis',
    tags: ['Analyses'],
    summary: 'Cancel an analysis and discard its results',
    security: bearer,
    middleware: [audited('analysis.cancel'), requireRole('member')] as const,
    request: { params: analysisParams },
    responses: {
      202: {
        description: 'The analysis is stopping. One that no worker has started is cancelled immediately.',
        content: { 'application/json': { schema: cancelSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about, audit } = c.var;
    const analysis = await findAnalysis(deps.db, principal.accountId, c.req.valid('param').analysisId);
    const { analysisId } = analysis;
    about.jobId = analysisId;
    const status = await cancelWork(deps, audit, {
      ...cancellation(analysis),
      kind: 'analyze-file',
      noun: 'analysis',
      now: async () => (await findAnalysis(deps.db, principal.accountId, analysisId)).status,
    });
    const message = status === 'cancelled' ? 'The analysis was cancelled.' : 'The analysis is being cancelled.';
    const url = analysisUrl(analysisId);
    return c.json({ analysis_id: analysisId, status, status_url: url, message, trace_id: traceId }, 202);
  };

export const cancelAnalysisRoute = { route, handler };
