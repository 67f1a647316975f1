import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { requestAnalysisCancel } from '@sluice/db/analyses';
import { cancelWork } from '../../cancel.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { findAnalysis } from './find.ts';
import { analysisParams, analysisStatus } from './schemas.ts';
import { analysisUrl } from './urls.ts';

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
    summary: 'Stop an analysis; nothing of it is kept',
    security: bearer,
    middleware: [requireRole('member')] as const,
    request: { params: analysisParams },
    responses: {
      202: {
        description: 'It stops soon; one that no worker has is cancelled at once.',
        content: { 'application/json': { schema: cancelSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const { accountId, analysisId } = await findAnalysis(deps.db, principal.accountId, c.req.valid('param').analysisId);
    about.jobId = analysisId;
    const status = await cancelWork({
      noun: 'analysis',
      ask: () => requestAnalysisCancel(deps.db, { accountId, analysisId }),
      status: async () => (await findAnalysis(deps.db, principal.accountId, analysisId)).status,
    });
    const message = status === 'cancelled' ? 'The analysis is cancelled.' : 'The analysis is being stopped.';
    const url = analysisUrl(analysisId);
    return c.json({ analysis_id: analysisId, status, status_url: url, message, trace_id: traceId }, 202);
  };

export const cancelAnalysisRoute = { route, handler };
