import { AppError, isAppError, unlessAborted, type Warning } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type DeletionPlan, ImportWriter, importWork, type LedgerEntry, ledgerOf } from '@sluice/db/imports';
import { keyPart } from '@sluice/importers';
import { mirrors } from '@sluice/jobs';
import type { PutResult } from '@sluice/storage';
import { warningsOf } from '../spool/reading.ts';
import type { SpooledTable } from '../spool/spool.ts';
import { writeAllOrNothing } from './all-or-nothing.ts';
import { withCells } from './as-in-file.ts';
import { Attempt } from './attempt.ts';
import { type BatchFeed, recycleLines } from './batch-feed.ts';
import { connectAhead } from './connect-ahead.ts';
import { decideReading } from './decide-reading.ts';
import { earlierConflicts } from './earlier-conflicts.ts';
import { exceedsFailures } from './failure-limit.ts';
import { decideDeletions, deleteAbsent, deletionWarnings, type Mirroring, takeTurn } from './mirror.ts';
import { openBatchFeed } from './open-batch-feed.ts';
import { Pace } from './pace.ts';
import { pumpBatches } from './pump-batches.ts';
import { recordResult, resultKey } from './record-result.ts';
import { ResultLines, type RowStatus } from './result-lines.ts';
import { markConflicts } from './result-part.ts';
import { ResultUpload } from './result-upload.ts';
import { trialWarnings } from './trial-warnings.ts';
import type { ImportDeps, ImportRun } from './types.ts';

/**
 * One attempt at one import, from the stored document to the recorded result file. Returns the ID of the result file if S3
 * did not take it: the import is finished, and the file must be delivered later.
 */
export async function runImport(deps: ImportDeps, run: ImportRun): Promise<string | undefined> {
  // While the document arrives, so that its first batch does not wait for a connection.
  const connections = connectAhead(deps.db);
  try {
    return await inFolder(deps, run, (attempt) => importDocument(attempt, connections));
  } finally {
    connections.close();
  }
}

/**
 * Makes the result file of a finished import again, from its document, its ledger and its row errors, and stores it.
 * @throws AppError STORAGE_UNAVAILABLE, STORAGE_REFUSED; any error of the document; the signal's reason
 */
export async function makeResultAgain(deps: ImportDeps, run: ImportRun): Promise<PutResult> {
  return inFolder(deps, run, async (attempt) => {
    const { job } = run;
    const table = await attempt.spool();
    if (job.processedRows !== table.records)
      throw new AppError('INVALID_STATE', 'The import did not read its whole file, so there is no result file.');
    const discarded = job.status === 'failed';
    const ledger = await ledgerOf(deps.db, job.id);
    const { stored } = await writeBatches(attempt, table, { ledger, discard: discarded, connections: deps.db });
    if (isAppError(stored)) throw stored;
    return stored;
  });
}

async function inFolder<T>(deps: ImportDeps, run: ImportRun, use: (attempt: Attempt) => Promise<T>): Promise<T> {
  const folder = await deps.spool.create();
  try {
    return await use(new Attempt(deps, run, folder.path));
  } finally {
    await folder.remove();
  }
}

async function importDocument(attempt: Attempt, connections: Pick<Db, '$connect'>): Promise<string | undefined> {
  const { deps, run, options } = attempt;
  const mirror = mirrors(options) ? mirroring(attempt) : undefined;
  if (mirror && !options.dry_run) await takeTurn(deps.db, run);
  const table = await attempt.spool();
  await decideReading(attempt, table);
  const plan = mirror && (await planDeletions(attempt, mirror, table));
  const before = await ledgerOf(deps.db, run.job.id);
  const discard = await decideDiscard(attempt, table, before);
  // What must be written all or not at all has been written meanwhile.
  const ledger = attempt.options.on_invalid === 'abort' ? await ledgerOf(deps.db, run.job.id) : before;
  run.logger.info({ records: table.records, committed: ledger.length, discard }, 'importing');
  const { stored, found } = await writeBatches(attempt, table, { ledger, discard, connections });
  const all = [...table.decisions, ...found.decisions];
  const kept = mirror && plan && !discard ? await carryOutDeletions(attempt, mirror, plan) : [];
  const warnings = warningsOf(all, [...table.warnings, ...found.warnings, ...kept]);
  const reading = attempt.readingOf({ ...table, decisions: all });
  return recordResult(deps, run, { stored, discarded: discard, warnings, reading });
}

/** Whether no row is to be written. Rows that must be written all or not at all are written here. */
async function decideDiscard(attempt: Attempt, table: SpooledTable, ledger: readonly LedgerEntry[]): Promise<boolean> {
  const { run, options } = attempt;
  if (options.on_invalid !== 'abort' || options.dry_run) return exceedsFailures(attempt, table, ledger);
  // If an earlier attempt committed any batch, it either wrote all of them at once or was already discarding the rows.
  if (ledger.length > 0) return run.job.failedRows > 0 || run.job.processedRows < table.records;
  return !(await writeAllOrNothing(attempt, table));
}

/** Processes all batches: those not in the ledger are written, and all go into the result file. */
async function writeBatches(
  attempt: Attempt,
  table: SpooledTable,
  {
    ledger,
    discard,
    connections,
  }: { ledger: readonly LedgerEntry[]; discard: boolean; connections: Pick<Db, '$connect'> },
): Promise<{ stored: PutResult | AppError; found: Pick<BatchFeed, 'warnings' | 'decisions'> }> {
  const { deps, run, options } = attempt;
  const { db, storage } = deps;
  const { job, signal } = run;
  const good: RowStatus = discard ? 'not_imported' : options.dry_run ? 'valid' : 'imported';
  const mode = discard ? 'discard' : options.dry_run ? 'check' : 'write';
  const feed = await openBatchFeed(
    attempt.sourceInput(table, ledger.length, good),
    mode === 'write' ? attempt.reserve : undefined,
  );
  const pace = new Pace(mode === 'write' ? options.max_rows_per_second : undefined);
  const uploading = new AbortController();
  let writer: ImportWriter | undefined;
  try {
    const { delimiter } = table.dialect;
    const lines = new ResultLines(delimiter);
    const places = { delimiter, places: feed.places };
    const opening = ImportWriter.open({
      ...attempt.writing,
      db: connections,
      target: attempt.target(feed),
      mode,
      // They are recorded together with the batches.
      firstErrors: ledger.length === 0 ? [] : ((await importWork.get(db, job.id))?.errors ?? []),
      trialRows: deps.env.DRY_RUN_TRANSACTION_ROWS,
    });
    const opened = await unlessAborted(opening, signal, { late: (late) => late.close() });
    writer = opened;
    const upload = new ResultUpload(storage, resultKey(storage, run), AbortSignal.any([signal, uploading.signal]));
    await upload.write(Buffer.from(feed.resultHeader));
    const pumping = pumpBatches({
      next: () => feed.next(),
      settle: async (batch, result) => {
        const entry = ledger[batch.batchNo];
        if (entry) {
          if (job.processedRows < table.records) await opened.remember(batch);
          return earlierConflicts(db, { jobId: job.id, batch, entry, discarded: discard });
        }
        const conflicts = await opened.write(withCells(batch, result, places));
        await pace.rest(batch.rowCount, signal);
        deps.metrics.importedRows(batch.rowCount);
        recycleLines(feed, batch);
        return conflicts;
      },
      deliver: (result, conflicts) =>
        upload.write(markConflicts(result, lines, good, conflicts), () => feed.recycle(result.bytes)),
      signal,
    });
    // Statements that wait for a lock are not waited for: closing the writer rolls them back, and the fence holds.
    await unlessAborted(pumping, signal);
    if (mode === 'write') await attempt.keys?.pass(feed.highestGiven);
    const tried = await unlessAborted(opened.finish(), signal);
    const { decisions, warnings } = feed;
    return { stored: await upload.finish(), found: { decisions, warnings: [...warnings, ...trialWarnings(tried)] } };
  } catch (error) {
    uploading.abort(error);
    throw error;
  } finally {
    writer?.close();
    await feed.close();
  }
}

const mirroring = ({ deps, run, options, writing }: Attempt): Mirroring => ({ deps, run, options, writing });

function planDeletions(attempt: Attempt, mirror: Mirroring, table: SpooledTable): Promise<DeletionPlan> {
  const input = { ...attempt.sourceInput(table, 0, undefined), keysOnly: true };
  return decideDeletions(
    mirror,
    () => openBatchFeed(input, undefined),
    (fields) => attempt.targetOf(fields),
  );
}

/** Deletes what is left of the plan; returns what is to be said about it. */
async function carryOutDeletions(attempt: Attempt, mirror: Mirroring, plan: DeletionPlan): Promise<readonly Warning[]> {
  const { columns } = keyPart(attempt.importer, attempt.run.importer.definition);
  await deleteAbsent(mirror, plan, attempt.targetOf(columns.map(({ name }) => name)));
  return deletionWarnings(mirror, plan);
}
