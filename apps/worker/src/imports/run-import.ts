import path from 'node:path';
import { AppError, type Decision, isAppError, unlessAborted, type Warning } from '@sluice/core';
import {
  AtomicWriter,
  type DeletionPlan,
  type ImportBatch,
  ImportWriter,
  importWork,
  KeySequence,
  type LaneOptions,
  type LedgerEntry,
  ledgerOf,
  needsJudge,
  recordChecked,
  recordDiscards,
  recordReading,
} from '@sluice/db/imports';
import { type Importer, keyPart } from '@sluice/importers';
import { doubtfulReading, type ImportOptions, importOptions, mirrors } from '@sluice/jobs';
import type { PutResult } from '@sluice/storage';
import { openDocument } from '../spool/open-document.ts';
import { readingOf, warningsOf } from '../spool/reading.ts';
import { type SpooledTable, spoolStored } from '../spool/spool.ts';
import { tableOptions } from '../spool/table-options.ts';
import { openCsv } from '../tabular/index.ts';
import type { BatchFeed } from './batch-feed.ts';
import type { BatchSourceInput } from './batch-source.ts';
import { earlierConflicts } from './earlier-conflicts.ts';
import { type FoundDateOrder, findDateOrder } from './find-date-order.ts';
import type { ReserveNumbers } from './generated-keys.ts';
import { asksForDoubts, importTarget, keySequenceOf, resolveFallbacks } from './import-target.ts';
import { mapHeader } from './map-header.ts';
import { decideDeletions, deleteAbsent, deletionWarnings, type Mirroring, takeTurn } from './mirror.ts';
import { openBatchFeed } from './open-batch-feed.ts';
import { Pace } from './pace.ts';
import { pumpBatches } from './pump-batches.ts';
import { recordResult, resultKey } from './record-result.ts';
import { ResultLines, type RowStatus } from './result-lines.ts';
import { markConflicts } from './result-part.ts';
import { ResultUpload } from './result-upload.ts';
import type { ImportDeps, ImportRun } from './types.ts';

/** Gives back the buffers of a batch that has been written. */
function recycleLines(feed: BatchFeed, { lines, generated }: ImportBatch): void {
  for (const bytes of [...lines, ...(generated?.lines ?? [])]) feed.recycle(bytes);
}

/**
 * One attempt at one import, from the stored document to the recorded result file. Returns the ID of the result file if S3
 * did not take it: the import is finished, and the file must be delivered later.
 */
export async function runImport(deps: ImportDeps, run: ImportRun): Promise<string | undefined> {
  return inFolder(deps, run, (attempt) => attempt.run());
}

/**
 * Makes the result file of a finished import again, from its document, its ledger and its row errors, and stores it.
 * @throws AppError STORAGE_UNAVAILABLE, STORAGE_REFUSED; any error of the document; the signal's reason
 */
export async function makeResultAgain(deps: ImportDeps, run: ImportRun): Promise<PutResult> {
  return inFolder(deps, run, (attempt) => attempt.makeResultAgain());
}

async function inFolder<T>(deps: ImportDeps, run: ImportRun, use: (attempt: ImportAttempt) => Promise<T>): Promise<T> {
  const folder = await deps.spool.create();
  try {
    return await use(new ImportAttempt(deps, run, folder.path));
  } finally {
    await folder.remove();
  }
}

/** How many rows may have errors; undefined without a limit, and where none may or nothing is written. */
function mostFailures(options: ImportOptions, records: number): number | undefined {
  const { max_failed_rows: rows, max_failed_percent: percent, on_invalid: onInvalid, dry_run: dryRun } = options;
  if (onInvalid === 'abort' || dryRun || (rows === undefined && percent === undefined)) return undefined;
  return Math.min(rows ?? records, Math.floor(((percent ?? 100) * records) / 100));
}

class ImportAttempt {
  readonly #deps: ImportDeps;
  readonly #run: ImportRun;
  readonly #folder: string;
  readonly #options: ImportOptions;
  readonly #importer: Importer;
  readonly #fallbacks: Record<string, string>;
  readonly #keys: KeySequence | undefined;
  readonly #reserve: ReserveNumbers | undefined;
  #dates: FoundDateOrder | undefined;

  constructor(deps: ImportDeps, run: ImportRun, folder: string) {
    this.#deps = deps;
    this.#run = run;
    this.#folder = folder;
    this.#options = importOptions.parse(run.job.options);
    this.#importer = run.importer.importer;
    this.#fallbacks = resolveFallbacks(this.#importer, run.job);
    const sequence = keySequenceOf(this.#importer, run.importer.definition, run.target, run.job);
    const keys = sequence && new KeySequence(deps.db, sequence);
    this.#keys = keys;
    // Rows without a key are new.
    this.#reserve =
      keys && (this.#options.on_new ?? 'insert') === 'insert' ? (count, from) => keys.reserve(count, from) : undefined;
  }

  async run(): Promise<string | undefined> {
    const { db } = this.#deps;
    const { job, logger } = this.#run;
    const mirror = mirrors(this.#options) ? this.#mirroring : undefined;
    if (mirror && !this.#options.dry_run) await takeTurn(db, this.#run);
    const table = await this.#spool();
    await this.#recordReading(table);
    await this.#decideDates(table);
    const decisions = [...table.decisions, ...(this.#dates?.decision ? [this.#dates.decision] : [])];
    if (this.#dates?.decision) await this.#recordReading({ ...table, decisions });
    this.#refuseDoubts(decisions);
    const plan = mirror && (await this.#decideDeletions(mirror, table));
    let ledger = await ledgerOf(db, job.id);
    let discard = false;
    if (this.#options.on_invalid === 'abort' && !this.#options.dry_run) {
      // If an earlier attempt committed any batch, it either wrote all of them at once or was already discarding the rows.
      if (ledger.length === 0) discard = !(await this.#writeAllOrNothing(table));
      else discard = job.failedRows > 0 || job.processedRows < table.records;
      ledger = await ledgerOf(db, job.id);
    }
    const limit = mostFailures(this.#options, table.records);
    if (limit !== undefined) discard = await this.#exceeds(limit, table, ledger);
    logger.info({ records: table.records, committed: ledger.length, discard }, 'importing');
    const { stored, found } = await this.#writeBatches(table, ledger, discard);
    const all = [...table.decisions, ...found.decisions];
    const kept = mirror && plan && !discard ? await this.#deleteAbsent(mirror, plan) : [];
    const warnings = warningsOf(all, [...table.warnings, ...found.warnings, ...kept]);
    const reading = readingOf({ ...table, decisions: all });
    return recordResult(this.#deps, this.#run, { stored, discarded: discard, warnings, reading });
  }

  async makeResultAgain(): Promise<PutResult> {
    const { db } = this.#deps;
    const { job } = this.#run;
    const table = await this.#spool();
    if (job.processedRows !== table.records)
      throw new AppError('INVALID_STATE', 'The import did not read its whole file, so there is no result file.');
    const discarded = job.status === 'failed';
    const { stored } = await this.#writeBatches(table, await ledgerOf(db, job.id), discarded);
    if (isAppError(stored)) throw stored;
    return stored;
  }

  async #spool(): Promise<SpooledTable> {
    const { limits } = this.#deps;
    const { document, signal } = this.#run;
    const options = tableOptions(this.#options);
    const open = () => openDocument(this.#deps, document, { signal });
    const table = await spoolStored({ open, folder: this.#folder, options, limits, signal });
    if (table.records === 0) throw new AppError('FILE_NO_ROWS', 'The file has a header but no records.');
    return table;
  }

  /** Shows how the file is read as soon as it is known. */
  async #recordReading(table: SpooledTable): Promise<void> {
    const { id, attempt } = this.#run.job;
    const warnings = warningsOf(table.decisions, table.warnings);
    await recordReading(this.#deps.db, { id, attempt, total: table.records, reading: readingOf(table), warnings });
  }

  /** A caller who allows no guesses is asked before the first row is written, so all dates are read now. */
  async #decideDates({ path: file, dialect }: SpooledTable): Promise<void> {
    const { date_order: order } = this.#options;
    if (!asksForDoubts(this.#options) || order) return;
    const csv = { path: file, dialect, limits: this.#deps.limits };
    const reader = openCsv(csv);
    reader.close();
    const mapping = mapHeader(reader, dialect, this.#importer, this.#options);
    const input = { file: csv, mapping, importer: this.#importer, dateOrder: order };
    this.#dates = await findDateOrder(input, this.#run.signal);
  }

  #refuseDoubts(decisions: readonly Decision[]): void {
    const refusal = asksForDoubts(this.#options) ? doubtfulReading(decisions) : undefined;
    if (refusal) throw refusal;
  }

  #sourceInput(table: SpooledTable, committed: number, goodStatus: RowStatus | undefined): BatchSourceInput {
    const { job } = this.#run;
    const { importer } = this.#run.importer;
    return {
      path: table.path,
      dialect: table.dialect,
      limits: this.#deps.limits,
      definition: this.#run.importer.definition,
      table: this.#run.target.table,
      options: this.#options,
      batchRows: job.batchRows ?? 10_000,
      committedBatches: committed,
      // Not for a result file alone: its batches are all committed.
      keepsLines: committed > 0 && job.processedRows < table.records && needsJudge(this.#targetOf(importer.keys)),
      expectedRecords: table.records,
      fallbacks: this.#fallbacks,
      keysPath: path.join(this.#folder, 'keys'),
      goodStatus,
      dates: this.#dates,
    };
  }

  /** What both writers need. */
  get #writing(): Omit<LaneOptions, 'target'> {
    const { job, signal, logger } = this.#run;
    return {
      db: this.#deps.db,
      onLoadRefused: this.#onLoadRefused,
      keys: this.#keys,
      fence: { jobId: job.id, attempt: job.attempt },
      signal,
      onWait: () => logger.info('waiting until the database has rolled back what an earlier attempt was writing'),
    };
  }

  get #mirroring(): Mirroring {
    return { deps: this.#deps, run: this.#run, options: this.#options, writing: this.#writing };
  }

  #decideDeletions(mirror: Mirroring, table: SpooledTable): Promise<DeletionPlan> {
    const input = { ...this.#sourceInput(table, 0, undefined), keysOnly: true };
    return decideDeletions(
      mirror,
      () => openBatchFeed(input, undefined),
      (fields) => this.#targetOf(fields),
    );
  }

  /** Deletes what is left of the plan; returns what is to be said about it. */
  async #deleteAbsent(mirror: Mirroring, plan: DeletionPlan): Promise<readonly Warning[]> {
    const { importer, definition } = this.#run.importer;
    const { columns } = keyPart(importer, definition);
    await deleteAbsent(mirror, plan, this.#targetOf(columns.map(({ name }) => name)));
    return deletionWarnings(mirror, plan);
  }

  /** Writes all rows in one transaction. False if some row cannot be written; then none was. */
  async #writeAllOrNothing(table: SpooledTable): Promise<boolean> {
    const { db } = this.#deps;
    const { job, signal } = this.#run;
    const feed = await openBatchFeed(this.#sourceInput(table, 0, undefined), this.#reserve);
    const target = this.#target(feed);
    let writer: AtomicWriter | undefined;
    try {
      const opening = AtomicWriter.open({ ...this.#writing, target });
      writer = await unlessAborted(opening, signal, { late: (opened) => opened.close() });
      let checked = 0;
      let next = feed.next();
      for (let checkedBatch = await next; checkedBatch; checkedBatch = await next) {
        next = feed.next();
        next.catch(() => {});
        const { batch } = checkedBatch;
        if (!(await unlessAborted(writer.write(batch), signal))) return false;
        recycleLines(feed, batch);
        checked += batch.rowCount;
        await recordChecked(db, { id: job.id, attempt: job.attempt, checked });
      }
      await unlessAborted(writer.commit(), signal);
      await this.#keys?.pass(feed.highestGiven);
      this.#deps.metrics.importedRows(checked);
      return true;
    } finally {
      writer?.close();
      await feed.close();
    }
  }

  /** Whether more rows have errors than may. All attempts that commit a batch do what the first of them has decided. */
  async #exceeds(limit: number, table: SpooledTable, ledger: readonly LedgerEntry[]): Promise<boolean> {
    const { id, attempt, discards: decided } = this.#run.job;
    if (ledger.length > 0 && decided !== null) return decided;
    // The first batches can be those of a version that did not record it.
    if (ledger.some(({ succeeded }) => succeeded > 0)) return false;
    const discards = await this.#failsMore(table, limit);
    await recordDiscards(this.#deps.db, { id, attempt, discards });
    return discards;
  }

  /** Whether more than `limit` rows have errors, found without writing. */
  async #failsMore(table: SpooledTable, limit: number): Promise<boolean> {
    const { signal } = this.#run;
    const feed = await openBatchFeed(this.#sourceInput(table, 0, undefined), undefined);
    const options = { ...this.#writing, target: this.#target(feed), mode: 'count' as const, firstErrors: [] };
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
      return false;
    } finally {
      writer?.close();
      await feed.close();
    }
  }

  /** Processes all batches: those not in the ledger are written, and all go into the result file. */
  async #writeBatches(
    table: SpooledTable,
    ledger: readonly LedgerEntry[],
    discard: boolean,
  ): Promise<{ stored: PutResult | AppError; found: Pick<BatchFeed, 'warnings' | 'decisions'> }> {
    const { db, storage } = this.#deps;
    const { job, signal } = this.#run;
    const good: RowStatus = discard ? 'not_imported' : this.#options.dry_run ? 'valid' : 'imported';
    const mode = discard ? 'discard' : this.#options.dry_run ? 'check' : 'write';
    const feed = await openBatchFeed(
      this.#sourceInput(table, ledger.length, good),
      mode === 'write' ? this.#reserve : undefined,
    );
    const pace = new Pace(mode === 'write' ? this.#options.max_rows_per_second : undefined);
    const uploading = new AbortController();
    let writer: ImportWriter | undefined;
    try {
      const lines = new ResultLines(table.dialect.delimiter);
      const opening = ImportWriter.open({
        ...this.#writing,
        target: this.#target(feed),
        mode,
        firstErrors: (await importWork.get(db, job.id))?.errors ?? [],
      });
      const opened = await unlessAborted(opening, signal, { late: (late) => late.close() });
      writer = opened;
      const upload = new ResultUpload(
        storage,
        resultKey(storage, this.#run),
        AbortSignal.any([signal, uploading.signal]),
      );
      await upload.write(Buffer.from(feed.resultHeader));
      const pumping = pumpBatches({
        next: () => feed.next(),
        settle: async (batch) => {
          const entry = ledger[batch.batchNo];
          if (entry) {
            if (job.processedRows < table.records) await opened.remember(batch);
            return earlierConflicts(db, { jobId: job.id, batch, entry, discarded: discard });
          }
          const conflicts = await opened.write(batch);
          await pace.rest(batch.rowCount, signal);
          this.#deps.metrics.importedRows(batch.rowCount);
          recycleLines(feed, batch);
          return conflicts;
        },
        deliver: (result, conflicts) =>
          upload.write(markConflicts(result, lines, good, conflicts), () => feed.recycle(result.bytes)),
        signal,
      });
      // Statements that wait for a lock are not waited for: closing the writer rolls them back, and the fence holds.
      await unlessAborted(pumping, signal);
      if (mode === 'write') await this.#keys?.pass(feed.highestGiven);
      return { stored: await upload.finish(), found: feed };
    } catch (error) {
      uploading.abort(error);
      throw error;
    } finally {
      writer?.close();
      await feed.close();
    }
  }

  readonly #onLoadRefused = (err: unknown): void =>
    this.#run.logger.info({ local_infile: false, err }, 'LOAD DATA LOCAL is refused: using slower INSERTs');

  #target(feed: BatchFeed) {
    return this.#targetOf(feed.columns);
  }

  #targetOf(fields: readonly string[]) {
    const { job, importer, target } = this.#run;
    return importTarget({
      ...{ job, importer, target },
      options: this.#options,
      fields,
      fallbacks: this.#fallbacks,
    });
  }
}
