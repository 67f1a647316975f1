import { excerpt as startOf } from '@sluice/core';
import type { StoredRowError } from '../../schema/index.ts';

/** One error of a row that was not written. */
export interface RejectRow {
  readonly row: number;
  readonly line: number;
  readonly outcome: 'failed' | 'skipped';
  readonly code: string;
  readonly field: string | null;
  /** The fields whose values `value` has, if they are several. */
  readonly fields?: readonly string[];
  readonly value: string | null;
  readonly message: string;
}

/** Good rows for which keys were generated. They are only ever inserted: their keys are replaced if the table has them. */
export interface GeneratedRows {
  readonly rows: number;
  /** Like `ImportBatch.lines`. */
  readonly lines: readonly Uint8Array[];
  /** The file has no key with this number or a higher one. */
  readonly firstFree: number;
}

/** Consecutive records, validated and ready to be written. */
export interface ImportBatch {
  readonly batchNo: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** All records, good and bad. */
  readonly rowCount: number;
  /** Records in `lines`: good rows whose key the file gives. */
  readonly goodRows: number;
  /** UTF-8, tab-separated: see `stageStatements`. Kept in memory until the batch is settled. */
  readonly lines: readonly Uint8Array[];
  /** Undefined if every good row has its key from the file. */
  readonly generated: GeneratedRows | undefined;
  /**
   * The highest number in `lines` or earlier batches of a key that looks generated. The sequence must pass it before the
   * batch is written. 0 if there is none, or if the file also has rows without a key, which count on below it.
   */
  readonly highestGiven: number;
  /** Whether some good row would be wrong as a new one, so that the table is to be asked which exist before any is written. */
  readonly asks: boolean;
  /** Records with an error. Records that are neither good nor failed are skipped. */
  readonly failedRows: number;
  /** The errors of the failed and skipped rows, in order. */
  readonly rejects: readonly RejectRow[];
  /** Puts the cells of the file in place of the values in the errors that the table finds. Default: they stay. */
  readonly shown?: (conflicts: readonly RejectRow[]) => readonly RejectRow[];
}

/** All records that are to be written. */
export const goodRowsOf = ({ goodRows, generated }: ImportBatch): number => goodRows + (generated?.rows ?? 0);

/** The outcome of a batch's good rows. */
export interface BatchOutcome {
  readonly inserted: number;
  /** Rows that exist and have changed. */
  readonly updated: number;
  /** Rows that exist and have these values already; they were not written. */
  readonly unchanged: number;
  /** Good rows that the table rejected, because of their keys or because the database refuses them, with one error each. */
  readonly conflicts: readonly RejectRow[];
}

/** Maximum length of a value in an error, in UTF-16 units. */
const VALUE_LENGTH = 500;

/** The start of a value, for an error; never half a character. */
export function excerpt(value: string | null): string | null {
  return value === null ? null : startOf(value, VALUE_LENGTH);
}

/** How many errors the job's row keeps for its status. */
const FIRST_ERRORS = 100;

/** Adds errors of `rejects` to `known` up to the limit; returns `known` itself if nothing was added. */
export function addFirstErrors(
  known: readonly StoredRowError[],
  rejects: readonly RejectRow[],
): readonly StoredRowError[] {
  const room = FIRST_ERRORS - known.length;
  if (room <= 0) return known;
  const fresh = rejects.filter(({ outcome }) => outcome === 'failed').slice(0, room);
  if (fresh.length === 0) return known;
  return [...known, ...fresh.map(storedError)];
}

/** A row error as shown in an import's status. */
export const storedError = ({ row, line, field, code, value, message }: RejectRow): StoredRowError => ({
  row,
  line,
  field,
  code,
  value,
  error: message,
});
