import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { runWork } from '@sluice/db/reprocess-runs';
import { audited } from '../../audit/declare.ts';
import { cancelWork } from '../../change-work.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { runParams, runStatus } from './schemas.ts';
import { findRun, runUrl } from './view.ts';

const cancelSchema = z
  .object({ run_id: z.uuid(), status: runStatus, status_url: z.string(), message: z.string(), trace_id: z.uuid() })
  .openapi('ReprocessRunCancelled');

const route = () =>
  createRoute({
    method: 'post',
    path: '/reprocess-runs/{runId}/cancel',
    operationId: 'cancelReprocessRun',
    tags: ['Downloads'],
    summary: 'Cancel a re-processing run; delivered artifacts are kept',
    security: bearer,
    middleware: [audited('reprocess_run.cancel'), requireRole('member')] as const,
    request: { params: runParams },
    responses: {
      202: {
        description:
          'The run stops after its current artifact. One that no worker has started is cancelled immediately.',
        content: { 'application/json': { schema: cancelSchema } },
      },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, about, audit } = c.var;
    const { accountId } = principal;
    const { runId, status: before } = await findRun(deps.db, principal.accountId, c.req.valid('param').runId);
    about.jobId = runId;
    const status = await cancelWork(deps, audit, {
      ...{ work: runWork, action: 'reprocess_run.cancel', kind: 'reprocess-run', noun: 're-processing run' },
      ...{ id: runId, accountId, status: before },
      now: async () => (await findRun(deps.db, principal.accountId, runId)).status,
    });
    const message = status === 'cancelled' ? 'The run was cancelled.' : 'The run stops after its current artifact.';
    return c.json({ run_id: runId, status, status_url: runUrl(runId), message, trace_id: traceId }, 202);
  };

export const cancelReprocessRunRoute = { route, handler };
