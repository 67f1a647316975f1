import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { type ReprocessRun, runWork } from '@sluice/db/reprocess-runs';
import { audited } from '../../audit/declare.ts';
import { retryWork } from '../../change-work.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, problems } from '../../openapi.ts';
import { type Requester, submit } from '../../work.ts';
import { runAcceptedSchema } from './create.ts';
import { runParams } from './schemas.ts';
import { findRun, runUrl } from './view.ts';

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/reprocess-runs/{runId}/retry',
    operationId: 'retryReprocessRun',
    tags: ['Downloads'],
    summary: 'Retry a failed re-processing run; it continues after the artifact it has reached',
    security: bearer,
    middleware: [audited('reprocess_run.retry'), requireRole('member'), limited(deps, 'jobs')] as const,
    request: { params: runParams },
    responses: {
      202: {
        description: 'Accepted; the run is queued again.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: runAcceptedSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

/** Queues a failed run again. @throws AppError INVALID_STATE when it has not failed */
export async function retryRun(deps: Deps, { logger, audit }: Requester, run: ReprocessRun): Promise<void> {
  const { runId, accountId, status, errorCode } = run;
  await retryWork(deps, audit, {
    ...{ work: runWork, action: 'reprocess_run.retry', noun: 'runs' },
    ...{ id: runId, accountId, status, errorCode },
  });
  const payload = { run_id: runId };
  const mark = deps.enqueued.runs;
  await submit(deps, logger, { kind: 'reprocess-run', payload, jobId: runId, accountId, how: 'requeue', mark });
}

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about } = c.var;
    const run = await findRun(deps.db, principal.accountId, c.req.valid('param').runId);
    about.jobId = run.runId;
    await retryRun(deps, c.var, run);
    const url = runUrl(run.runId);
    return c.json(
      {
        status: 'accepted' as const,
        run_id: run.runId,
        status_url: url,
        message: `The run was queued again. Follow its progress at ${url}.`,
        trace_id: traceId,
      },
      202,
      { Location: url },
    );
  };

export const retryReprocessRunRoute = { route, handler };
