import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError, formatCount, isAppError } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import { type AnalysisKey, createAnalysis } from '@sluice/db/analyses';
import type { AnalysisOptions } from '@sluice/jobs';
import { audited } from '../../audit/declare.ts';
import { requestCancel } from '../../change-work.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import type { ReceivedRequest } from '../../documents/receive.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, idempotencyHeader, problems } from '../../openapi.ts';
import { askWorker } from '../../status/ask-worker.ts';
import type { Requester } from '../../work.ts';
import { analysisRequest } from './options.ts';
import { analysisBody, analysisResultSchema } from './schemas.ts';
import { cancellation, creation, receiveAnalysis } from './shared.ts';

/** Failures that leave the outcome open: the analysis may still be queued or running. */
const UNANSWERED = new Set(['WORKER_TIMEOUT', 'QUEUE_UNAVAILABLE', 'STORAGE_UNAVAILABLE', 'DATABASE_UNAVAILABLE']);

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/analyses/sync',
    operationId: 'analyzeNow',
    tags: ['Analyses'],
    summary: 'Analyze a small file and wait up to ten seconds for the result',
    security: bearer,
    middleware: [
      audited('analysis.create', 'document.create', 'analysis.cancel'),
      requireRole('member'),
      limited(deps, 'jobs'),
      idempotency(deps),
    ] as const,
    request: { headers: idempotencyHeader, body: analysisBody },
    responses: {
      200: {
        description: 'The final object. Without `upload_to_s3` each download carries `content_base64`.',
        content: { 'application/json': { schema: analysisResultSchema } },
      },
      ...problems(400, 403, 404, 409, 413, 415, 422, 429),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about, audit } = c.var;
    const { document, options } = await receiveSmall(c, deps);
    const { accountId, subject: requestedBy } = principal;
    const { docId } = document;
    const input = { accountId, docId, tool: options.tool, options, traceId, requestedBy };
    const analysisId = await withTransaction(deps.db, async (tx) => {
      const id = await createAnalysis(tx, input, { awaited: true });
      await audit.record(tx, creation(id, input));
      return id;
    });
    about.jobId = analysisId;
    const payload = { analysis_id: analysisId };
    try {
      const timeoutMs = deps.limits.syncAnalysisWaitMs;
      const result = await askWorker(deps, { kind: 'analyze-sync', payload, accountId, timeoutMs, document });
      return c.json(result, 200);
    } catch (error) {
      if (isAppError(error) && UNANSWERED.has(error.code)) await abandon(deps, c.var, { accountId, analysisId });
      throw error;
    }
  };

/** The request with a small file. @throws AppError FILE_TOO_LARGE, which names the route for larger files */
async function receiveSmall(c: AppContext, deps: Deps): Promise<ReceivedRequest<AnalysisOptions>> {
  const maxFileBytes = deps.limits.maxSyncAnalysisBytes;
  const tooLarge = () =>
    new AppError(
      'FILE_TOO_LARGE',
      `The file is larger than ${formatCount(maxFileBytes)} bytes, the limit of synchronous analyses. Send it to POST /api/v1/analyses.`,
    );
  try {
    const request = await receiveAnalysis(c, deps, { ...analysisRequest(false), maxFileBytes });
    if ((request.document.fileSizeBytes ?? 0) > maxFileBytes) throw tooLarge();
    return request;
  } catch (error) {
    throw isAppError(error) && error.code === 'FILE_TOO_LARGE' ? tooLarge() : error;
  }
}

/** The caller no longer waits. What cannot be cancelled now is picked up by the orphan sweep. */
async function abandon({ db }: Deps, { logger, audit }: Requester, key: AnalysisKey): Promise<void> {
  await requestCancel(db, audit, cancellation({ ...key, status: 'queued' })).catch((err: unknown) => {
    logger.warn({ err, analysis_id: key.analysisId }, 'could not cancel an analysis whose caller has gone');
  });
}

export const analyzeNowRoute = { route, handler };
