import type { z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { getReprocessRun, type ReprocessRun } from '@sluice/db/reprocess-runs';
import { publicErrorOf } from '../../problem.ts';
import type { runSchema } from './schemas.ts';

export const runUrl = (runId: string): string => `/api/v1/reprocess-runs/${runId}`;

/** Rounded down: only a finished run shows 100. */
function percentOf({ status, matched, processed }: ReprocessRun): number | null {
  if (status === 'completed') return 100;
  return matched === 0 ? null : Math.min(100, Math.floor((processed / matched) * 10_000) / 100);
}

/** A run as the API returns it. */
export const viewRun = (run: ReprocessRun): z.output<typeof runSchema> => ({
  run_id: run.runId,
  account_id: run.accountId,
  status: run.status,
  filter: run.filter as z.output<typeof runSchema>['filter'],
  matched: run.matched,
  processed: run.processed,
  succeeded: run.succeeded,
  failed: run.failed,
  percent: percentOf(run),
  error_code: run.errorCode,
  error_message: publicErrorOf(run),
  requested_by: run.requestedBy,
  trace_id: run.traceId,
  status_url: runUrl(run.runId),
  created_at: run.createdAt.toISOString(),
  completed_at: run.completedAt?.toISOString() ?? null,
});

/** A run that the caller may read. @throws AppError NOT_FOUND, also for another account's run */
export async function findRun(db: Db, accountId: AccountScope, runId: string): Promise<ReprocessRun> {
  const run = await getReprocessRun(db, { accountId, runId });
  if (!run) throw new AppError('NOT_FOUND', `No re-processing run has the ID ${runId}.`);
  return run;
}
