import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import type { Tx } from '@sluice/db';
import { countFailedUploads, createReprocessRun, type ReprocessFilter } from '@sluice/db/reprocess-runs';
import { audited } from '../../audit/declare.ts';
import { askedAccount, listedAccount } from '../../auth/readable-account.ts';
import { parseJsonObject, requireJsonBody } from '../../body/read-body.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { idempotency } from '../../middleware/idempotency.ts';
import { limited } from '../../middleware/rate-limit.ts';
import { bearer, idempotencyHeader, problems, reference } from '../../openapi.ts';
import { acceptOnce, submit } from '../../work.ts';
import { runRequestSchema } from './schemas.ts';
import { runUrl } from './view.ts';

const matchedSchema = z.object({ matched: z.number().int().min(0) }).openapi('ReprocessMatched');
export const runAcceptedSchema = z
  .object({
    status: z.literal('accepted'),
    run_id: z.uuid(),
    status_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ReprocessRunAccepted');

const route = (deps: Deps) =>
  createRoute({
    method: 'post',
    path: '/reprocess-runs',
    operationId: 'createReprocessRun',
    tags: ['Downloads'],
    summary: 'Re-process every failed delivery that matches a filter',
    security: bearer,
    middleware: [
      audited('reprocess_run.create'),
      requireRole('member'),
      limited(deps, 'jobs'),
      idempotency(deps),
    ] as const,
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: reference('ReprocessRunRequest') } } },
    },
    responses: {
      202: {
        description: 'Accepted; follow the run at its own URL.',
        headers: { Location: { description: 'Same as `status_url`.', schema: { type: 'string' } } },
        content: { 'application/json': { schema: runAcceptedSchema } },
      },
      200: {
        description: 'With `dry_run`: how many deliveries match. Nothing is changed.',
        content: { 'application/json': { schema: matchedSchema } },
      },
      ...problems(400, 403, 409, 413, 415, 422),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, traceId, logger, about, audit } = c.var;
    const { accountId, subject: requestedBy } = principal;
    const body = parseJsonObject(await requireJsonBody(c.env.incoming, c.get('body')));
    const { filter: given, dry_run: dryRun } = runRequestSchema.parse(body);
    const filter = given as ReprocessFilter;
    // Only operators may name another account.
    askedAccount(principal, filter.account_id);
    if (dryRun) {
      audit.unchanged();
      await listedAccount(c, deps, 'download.list', filter.account_id);
      return c.json({ matched: await countFailedUploads(deps.db, { accountId, filter }) }, 200);
    }
    const write = async (tx: Tx) => {
      const runId = await createReprocessRun(tx, { accountId, filter, traceId, requestedBy });
      const url = runUrl(runId);
      return {
        status: 'accepted' as const,
        run_id: runId,
        status_url: url,
        message: `Re-processing run accepted. Follow its progress at ${url}.`,
        trace_id: traceId,
      };
    };
    const accepted = await acceptOnce(c, deps.db, write, ({ run_id: id }) => ({
      ...{ action: 'reprocess_run.create', id, after: { filter } },
    }));
    const { run_id: jobId, status_url: Location } = accepted;
    about.jobId = jobId;
    const payload = { run_id: jobId };
    await submit(deps, logger, { kind: 'reprocess-run', payload, jobId, accountId, mark: deps.enqueued.runs });
    return c.json(accepted, 202, { Location });
  };

export const createReprocessRunRoute = { route, handler };
