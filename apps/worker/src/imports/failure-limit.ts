import { unlessAborted } from '@sluice/core';
import { ImportWriter, type LedgerEntry, recordDiscards } from '@sluice/db/imports';
import type { ImportOptions } from '@sluice/jobs';
import type { SpooledTable } from '../spool/spool.ts';
import type { Attempt } from './attempt.ts';
import { recycleLines } from './batch-feed.ts';
import { openBatchFeed } from './open-batch-feed.ts';

/** How many rows may have errors; undefined without a limit, and where none may or nothing is written. */
function mostFailures(options: ImportOptions, records: number): number | undefined {
  const { max_failed_rows: rows, max_failed_percent: percent, on_invalid: onInvalid, dry_run: dryRun } = options;
  if (onInvalid === 'abort' || dryRun || (rows === undefined && percent === undefined)) return undefined;
  return Math.min(rows ?? records, Math.floor(((percent ?? 100) * records) / 100));
}

/** Whether more rows have errors than may. All attempts that commit a batch do what the first of them has decided. */
export async function exceedsFailures(
  attempt: Attempt,
  table: SpooledTable,
  ledger: readonly LedgerEntry[],
): Promise<boolean> {
  const limit = mostFailures(attempt.options, table.records);
  if (limit === undefined) return false;
  const { id, attempt: number, discards: decided } = attempt.run.job;
  if (ledger.length > 0 && decided !== null) return decided;
  // The first batches can be those of a version that did not record it.
  if (ledger.some(({ succeeded }) => succeeded > 0)) return false;
  const discards = await failsMore(attempt, table, limit);
  await recordDiscards(attempt.deps.db, { id, attempt: number, discards });
  return discards;
}

/** Whether more than `limit` rows have errors, found without writing. */
async function failsMore(attempt: Attempt, table: SpooledTable, limit: number): Promise<boolean> {
  const { signal } = attempt.run;
  const feed = await openBatchFeed(attempt.sourceInput(table, 0, undefined), undefined);
  const target = attempt.target(feed);
  const trialRows = attempt.deps.env.DRY_RUN_TRANSACTION_ROWS;
  const options = { ...attempt.writing, target, mode: 'count' as const, firstErrors: [], trialRows };
  let writer: ImportWriter | undefined;
  try {
    writer = await unlessAborted(ImportWriter.open(options), signal, { late: (late) => late.close() });
    let failed = 0;
    for (let checked = await feed.next(); checked; checked = await feed.next()) {
      const conflicts = await unlessAborted(writer.write(checked.batch), signal);
      failed += checked.batch.failedRows + conflicts.filter(({ outcome }) => outcome === 'failed').length;
      if (failed > limit) return true;
      recycleLines(feed, checked.batch);
    }
    await writer.finish();
    return false;
  } finally {
    writer?.close();
    await feed.close();
  }
}
