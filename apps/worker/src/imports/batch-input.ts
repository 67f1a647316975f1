import type { TableDescription } from '@sluice/core';
import type { ImportBatch } from '@sluice/db/imports';
import type { Definition } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';
import type { Dialect, TableLimits } from '../tabular/index.ts';
import type { FoundDateOrder } from './find-date-order.ts';
import type { RowStatus } from './result-lines.ts';
import type { ResultPart } from './result-part.ts';

/** A file, and how a `BatchSource` makes batches of it. */
export interface BatchSourceInput {
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  /** Compiled by each thread, as functions do not pass between them. */
  readonly definition: Definition;
  /** The table of the rows, whose columns limit their values. */
  readonly table: TableDescription;
  readonly options: ImportOptions;
  readonly batchRows: number;
  /** The number of committed batches: they are checked again for their keys, but produce no lines. */
  readonly committedBatches: number;
  /** Whether committed batches have lines all the same, because the server judges keys. */
  readonly keepsLines: boolean;
  readonly expectedRecords: number;
  /**
   * Whether only keys are read. Then the lines are those of all records whose key can be read, whatever is wrong with their
   * other values, and the others are the failed rows.
   */
  readonly keysOnly?: boolean;
  /** The fallback values of new rows by column, with `now` resolved. */
  readonly fallbacks: Readonly<Record<string, string>>;
  /** File for the keys seen so far. */
  readonly keysPath: string;
  /** The status of good rows in the result file; undefined for no result file. */
  readonly goodStatus: RowStatus | undefined;
  /** What was found out about dates before the first row, if it was. */
  readonly dates?: FoundDateOrder | undefined;
}

export interface CheckedBatch {
  readonly batch: ImportBatch;
  /** Its part of the result file, if one is written. */
  readonly result: ResultPart | undefined;
}
