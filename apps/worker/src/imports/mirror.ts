import { createHash } from 'node:crypto';
import { AppError, counted, formatCount, tableText, unlessAborted, type Warning } from '@sluice/core';
import type { Db } from '@sluice/db';
import {
  AbsentDeleter,
  AbsentRows,
  type DeletionPlan,
  type ImportTarget,
  type LaneOptions,
  plannedKey,
  recordDeletionPlan,
  refusedDeletions,
  takeMirrorTurn,
} from '@sluice/db/imports';
import { type ImportOptions, MAX_DELETE_PERCENT } from '@sluice/jobs';
import type { BatchFeed } from './batch-feed.ts';
import type { OpenTarget } from './open-target.ts';
import { Pace } from './pace.ts';
import type { ImportDeps, ImportRun } from './types.ts';

/** Rows that are deleted in one transaction: they are locked until it ends, and a cluster replicates all of it at once. */
const BATCH_ROWS = 1_000;
/** Records that a warning names. */
const NAMED_ROWS = 10;

export interface Mirroring {
  readonly deps: Pick<ImportDeps, 'db' | 'metrics'>;
  readonly run: ImportRun;
  readonly options: ImportOptions;
  readonly writing: Omit<LaneOptions, 'target'>;
}

/**
 * Waits for the turn of the import, by failing, if another one deletes rows of the same table and account.
 * @throws AppError TARGET_BUSY, after which the job runs again
 */
export async function takeTurn(db: Db, { job, target }: Pick<ImportRun, 'job' | 'target'>): Promise<void> {
  if (await takeMirrorTurn(db, { target: turnOf(target, job.accountId), jobId: job.id })) return;
  throw new AppError(
    'TARGET_BUSY',
    'Another import with on_absent=delete is running on the same table. This one starts when that has ended.',
    { retryable: true },
  );
}

const turnOf = ({ table, account }: OpenTarget, accountId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([tableText({ schema: table.schema, table: table.name }), account ? accountId : '']))
    .digest('hex');

/**
 * Decides which rows the import deletes, before it writes any: those that the table has now and the file lacks. Every attempt
 * keeps what the first has decided.
 * @param keys opens the keys of all records of the file, of good ones and others
 * @throws AppError TOO_MANY_DELETIONS
 */
export async function decideDeletions(
  { deps, run, options, writing }: Mirroring,
  keys: () => Promise<BatchFeed>,
  targetOf: (fields: readonly string[]) => ImportTarget,
): Promise<DeletionPlan> {
  const { job, signal, logger } = run;
  if (job.deletion) return job.deletion;
  const feed = await keys();
  let absent: AbsentRows | undefined;
  try {
    const target = targetOf(feed.columns);
    const opening = AbsentRows.open({ ...writing, target });
    absent = await unlessAborted(opening, signal, { late: (late) => late.close() });
    const unreadable = await addKeys(absent, feed, signal);
    const found = unreadable.count > 0 ? NOTHING : await unlessAborted(absent.find(), signal);
    const plan = { ...found, unreadable, key: plannedKey(target) };
    if (!options.dry_run && isTooMuch(plan, options))
      throw new AppError(
        'TOO_MANY_DELETIONS',
        `${tooMuch(plan, options)}, so nothing was written or deleted. ${advice(plan)}`,
      );
    if (plan.absent > 0) await unlessAborted(absent.record(), signal);
    await recordDeletionPlan(deps.db, { id: job.id, attempt: job.attempt, plan });
    logger.info({ ...found, unreadable: unreadable.count }, 'decided which rows to delete');
    return plan;
  } finally {
    absent?.close();
    await feed.close();
  }
}

const NOTHING = { rows: 0, absent: 0 };

/** Returns the records whose keys cannot be read or compared. */
async function addKeys(absent: AbsentRows, feed: BatchFeed, signal: AbortSignal): Promise<DeletionPlan['unreadable']> {
  const rows: number[] = [];
  let count = 0;
  for (let checked = await feed.next(); checked; checked = await feed.next()) {
    const { batch } = checked;
    const refused = await unlessAborted(absent.add(batch), signal);
    const unreadable = new Set([...batch.rejects, ...refused].map(({ row }) => row));
    count += unreadable.size;
    if (rows.length < NAMED_ROWS)
      rows.push(...[...unreadable].sort((a, b) => a - b).slice(0, NAMED_ROWS - rows.length));
    for (const bytes of batch.lines) feed.recycle(bytes);
  }
  return { count, rows };
}

const percentOf = ({ max_delete_percent: percent = MAX_DELETE_PERCENT }: ImportOptions): number => percent;

const isTooMuch = ({ rows, absent }: DeletionPlan, options: ImportOptions): boolean =>
  absent * 100 > percentOf(options) * rows;

/** The beginning of a sentence. */
const tooMuch = ({ rows, absent }: DeletionPlan, options: ImportOptions): string =>
  `The file lacks ${formatCount(absent)} of the ${counted(rows, 'row')} in the table, more than max_delete_percent=${percentOf(options)} allows`;

/** When a higher limit is right, and when it is not. */
const advice = ({ rows, absent }: DeletionPlan): string =>
  'If the file is only a part of the data, such as the changes of a day, import it with on_absent=keep. If it is complete and these ' +
  `rows are to be deleted, set max_delete_percent to at least ${Math.ceil((absent * 100) / rows)}.`;

/** Deletes the rows of the plan that are left. In a dry run, finds out which of them could be deleted. */
export async function deleteAbsent(
  { deps, run, options, writing }: Mirroring,
  { absent }: DeletionPlan,
  target: ImportTarget,
): Promise<void> {
  if (absent === 0) return;
  const { signal, job } = run;
  const { dry_run: trial, max_rows_per_second: perSecond } = options;
  const batchRows = Math.min(BATCH_ROWS, job.batchRows ?? BATCH_ROWS);
  const pace = new Pace(trial ? undefined : perSecond);
  const opening = AbsentDeleter.open({ ...writing, target, batchRows, trial });
  const deleter = await unlessAborted(opening, signal, { late: (late) => late.close() });
  try {
    for (;;) {
      // A statement that waits for a lock is not waited for: closing the deleter rolls it back.
      const batch = await unlessAborted(deleter.next(), signal);
      if (!batch) return;
      if (!trial) deps.metrics.deletedRows(batch.deleted);
      await pace.rest(batch.rows, signal);
    }
  } finally {
    deleter.close();
  }
}

/** What was not deleted, and why. */
export async function deletionWarnings(
  { deps, run, options }: Mirroring,
  plan: DeletionPlan,
): Promise<readonly Warning[]> {
  const { count, rows } = plan.unreadable;
  const warnings: Warning[] = [];
  if (count > 0) {
    const records = counted(count, 'record has a key', 'records have keys');
    const message = `No rows were deleted: ${records} that cannot be read, so it is not known which rows the file lacks.`;
    warnings.push({ code: 'ABSENT_ROWS_KEPT', message, count, rows });
  }
  if (options.dry_run && isTooMuch(plan, options)) {
    const message = `${tooMuch(plan, options)}, so the import would fail. ${advice(plan)}`;
    warnings.push({ code: 'TOO_MANY_DELETIONS', message, count: plan.absent });
  }
  const refused = plan.absent > 0 ? await refusedDeletions(deps.db, run.job.id) : [];
  for (const { message, count: times } of refused) {
    const what = counted(times, 'row', 'rows');
    const verb = options.dry_run ? 'could not be deleted' : times === 1 ? 'was not deleted' : 'were not deleted';
    warnings.push({ code: 'DELETION_REFUSED', message: `${what} ${verb}: ${message}.`, count: times });
  }
  return warnings;
}
