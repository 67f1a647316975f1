import path from 'node:path';
import { AppError } from '@sluice/core';
import { type ImportTarget, KeySequence, type LaneOptions, needsJudge } from '@sluice/db/imports';
import { excerpt, fieldHeaders, fieldNames, type HeaderMapping, type Importer } from '@sluice/importers';
import { type FileReading, type ImportOptions, importOptions } from '@sluice/jobs';
import { openDocument } from '../spool/open-document.ts';
import { readingOf } from '../spool/reading.ts';
import { type SpooledTable, spoolStored } from '../spool/spool.ts';
import { tableOptions } from '../spool/table-options.ts';
import type { BatchFeed } from './batch-feed.ts';
import type { BatchSourceInput } from './batch-input.ts';
import type { FoundDateOrder } from './find-date-order.ts';
import type { ReserveNumbers } from './generated-keys.ts';
import { importTarget, keySequenceOf, resolveFallbacks } from './import-target.ts';
import type { RowStatus } from './result-lines.ts';
import type { ImportDeps, ImportRun } from './types.ts';

/** One attempt at one import: what its steps share. */
export class Attempt {
  readonly deps: ImportDeps;
  readonly run: ImportRun;
  readonly options: ImportOptions;
  readonly importer: Importer;
  readonly keys: KeySequence | undefined;
  /** Reserves numbers for generated keys; undefined if no row gets one. */
  readonly reserve: ReserveNumbers | undefined;
  /** What was found out about dates before the first row, if anything was. */
  dates: FoundDateOrder | undefined;
  /** Where the columns of the file go; undefined if its header cannot be used. */
  mapping: HeaderMapping | undefined;
  readonly #folder: string;
  readonly #fallbacks: Record<string, string>;

  /** `folder` is the attempt's own, for its temporary files. */
  constructor(deps: ImportDeps, run: ImportRun, folder: string) {
    this.deps = deps;
    this.run = run;
    this.#folder = folder;
    this.options = importOptions.parse(run.job.options);
    this.importer = run.importer.importer;
    this.#fallbacks = resolveFallbacks(this.importer, run.job);
    const sequence = keySequenceOf(this.importer, run.importer.definition, run.target, run.job);
    const keys = sequence && new KeySequence(deps.db, sequence);
    this.keys = keys;
    // Rows without a key are new.
    this.reserve =
      keys && (this.options.on_new ?? 'insert') === 'insert' ? (count, from) => keys.reserve(count, from) : undefined;
  }

  /** Copies the document's table into the attempt's folder. */
  async spool(): Promise<SpooledTable> {
    const { deps, run } = this;
    const { document, signal } = run;
    const table = await spoolStored({
      open: () => openDocument(deps, document, { signal }),
      ...{ folder: this.#folder, options: tableOptions(this.options), limits: deps.limits, signal },
    });
    if (table.records === 0) throw new AppError('FILE_NO_ROWS', 'The file has a header but no records.');
    return table;
  }

  /** How a table is read, as it is stored and shown. */
  readingOf(table: Pick<SpooledTable, 'dialect' | 'decisions'>): FileReading {
    const reading = readingOf(table);
    if (!this.mapping) return reading;
    // A header may be as long as it likes.
    const headers = Object.entries(fieldHeaders(this.mapping)).map(([field, header]) => [field, excerpt(header)]);
    return { ...reading, headers: Object.fromEntries(headers) };
  }

  /**
   * What a thread needs to read the table.
   * @param committed the number of batches that earlier attempts have committed
   * @param goodStatus the status of good rows in the result file; undefined for no result file
   */
  sourceInput(table: SpooledTable, committed: number, goodStatus: RowStatus | undefined): BatchSourceInput {
    const { job, importer, target } = this.run;
    return {
      path: table.path,
      dialect: table.dialect,
      limits: this.deps.limits,
      definition: importer.definition,
      table: target.table,
      options: this.options,
      batchRows: job.batchRows ?? 10_000,
      committedBatches: committed,
      // Not for a result file alone: its batches are all committed.
      keepsLines: committed > 0 && job.processedRows < table.records && needsJudge(this.targetOf(this.importer.keys)),
      expectedRecords: table.records,
      fallbacks: this.#fallbacks,
      keysPath: path.join(this.#folder, 'keys'),
      goodStatus,
      dates: this.dates,
    };
  }

  /** What all writers need. */
  get writing(): Omit<LaneOptions, 'target'> {
    const { job, signal, logger } = this.run;
    return {
      db: this.deps.db,
      onLoadRefused: (err) =>
        logger.info({ local_infile: false, err }, 'LOAD DATA LOCAL is refused: using slower INSERTs'),
      keys: this.keys,
      fence: { jobId: job.id, attempt: job.attempt },
      signal,
      onWait: () => logger.info('waiting until the database has rolled back what an earlier attempt was writing'),
    };
  }

  target(feed: BatchFeed): ImportTarget {
    return this.targetOf(feed.columns);
  }

  targetOf(fields: readonly string[]): ImportTarget {
    const { job, importer, target } = this.run;
    return importTarget({
      ...{ job, importer, target },
      options: this.options,
      fields,
      fallbacks: this.#fallbacks,
      nameOf: fieldNames(this.mapping ?? { matches: [] }),
    });
  }
}
