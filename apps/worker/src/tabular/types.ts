import type { Decision, Warning } from '@sluice/core';
import type { EncodingChoice } from './choose-encoding.ts';
import type { CellFault } from './spool-cells.ts';

/** The name of an encoding of the WHATWG standard, as `encodingName` returns it. */
export type Encoding = string;
/** `given` by the caller, taken from a byte-order mark (`bom`), `valid` throughout the file, or only `assumed`. */
export type EncodingCertainty = 'given' | 'bom' | 'valid' | 'assumed';
/** One character. */
export type Delimiter = string;
export type Quote = '"' | "'";
/** `\n` includes CRLF and CRCRLF; `\r` is for old Macintosh files; `any` if a file has both kinds of line breaks. */
export type Newline = '\n' | '\r' | 'any';

/** How text is split into records and cells. */
export interface Grammar {
  readonly delimiter: Delimiter;
  /** Null if quotes are ordinary characters. */
  readonly quote: Quote | null;
  /** Null if a quote inside a quoted cell is doubled. */
  readonly escape: '\\' | null;
  readonly newline: Newline;
  /** The character that starts a line to be skipped. */
  readonly comment: string | null;
  /** Spaces may precede an opening quote. */
  readonly padded: boolean;
}

/** The caller's settings; anything absent is auto-detected. */
export interface TableOptions {
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
  /** The sheet of a workbook. Default: the first visible one. */
  readonly sheet?: string;
  /** False if the first row is data: the same as `headerRow: 'none'`. */
  readonly header?: boolean;
  readonly quote?: '"' | "'" | 'none';
  /** How a quote inside a quoted cell is written. `none`: doubled. */
  readonly escape?: '\\' | 'none';
  /** The character that starts a comment line. */
  readonly comment?: string;
  /** The row with the column names, as a spreadsheet numbers rows. */
  readonly headerRow?: number | 'none';
  /** Rows that are joined to one header. Default: 1. */
  readonly headerRows?: number;
  /** Rows to skip before anything else. */
  readonly skipRows?: number;
  /** Rows to skip at the end. */
  readonly skipFooter?: number;
  /** Fill missing cells at the end of a row with blanks instead of reporting the row. */
  readonly allowShortRows?: boolean;
  /** Skip rows that repeat the header. */
  readonly skipRepeatedHeaders?: boolean;
  /** Skip rows that sum up others. */
  readonly skipTotals?: boolean;
  readonly decimalMark?: '.' | ',';
}

export interface TableLimits {
  /** Data records; the header and blank rows do not count. */
  readonly maxRows: number;
  readonly maxColumns: number;
  /** UTF-8 bytes of one cell's value. */
  readonly maxCellBytes: number;
  /** Bytes of one record as UTF-8, without its line terminator. */
  readonly maxRowBytes: number;
  readonly xlsx: {
    readonly maxPackedBytes: number;
    readonly maxUnpackedBytes: number;
    /** Unpacked bytes to packed bytes, of each large part of the archive. */
    readonly maxRatio: number;
    readonly maxEntries: number;
    readonly maxRows: number;
    readonly maxColumns: number;
  };
}

export const defaultTableLimits: TableLimits = {
  maxRows: 10_000_000,
  maxColumns: 2_000,
  maxCellBytes: 1024 * 1024,
  maxRowBytes: 4 * 1024 * 1024,
  xlsx: {
    maxPackedBytes: 200_000_000,
    maxUnpackedBytes: 2_000_000_000,
    maxRatio: 200,
    maxEntries: 10_000,
    maxRows: 1_048_576,
    maxColumns: 16_384,
  },
};

/** How to read the bytes of a table. A plain object, so that it can be sent to a thread or stored in a row. */
export interface Dialect extends Grammar {
  readonly format: 'csv' | 'xlsx';
  /** Of the file. The spool is UTF-8 without byte-order mark. */
  readonly encoding: Encoding;
  readonly encodingCertainty: EncodingCertainty;
  /** The file starts with a byte-order mark. */
  readonly bom: boolean;
  /** The spool has marks for bytes that are invalid in the file's encoding. */
  readonly invalidBytes?: boolean;
  /** The file starts with Excel's `sep=;`, a line that spreadsheets neither show nor count. */
  readonly separatorLine: boolean;
  readonly decimalComma: boolean;
  readonly hasHeader: boolean;
  /** Rows before the header, or before the first record if there is none: titles, notes, blank rows. */
  readonly skipRows: number;
  /** Rows that are joined to one header; 1 without a header, too. */
  readonly headerRows: number;
  /** Non-blank rows at the end that are not records. */
  readonly skipFooter: number;
  /** Every record has this many cells, more than the header has names: delimiters at the end of every line. 0 if not. */
  readonly trailingWidth: number;
  /** Unquoted `\\N` stands for a missing value. */
  readonly nullMarker: boolean;
  readonly allowShortRows: boolean;
  readonly skipRepeatedHeaders: boolean;
  readonly skipTotals: boolean;
  readonly sheet?: string;
  readonly sheets?: readonly string[];
  /** Cells of the spool can have marks, see `spool-cells.ts`. */
  readonly marked?: boolean;
}

export type Inspection =
  | {
      readonly kind: 'csv';
      readonly dialect: Dialect;
      /** Data records, without the header and blank rows. */
      readonly records: number;
      /** False if `records` and the dialect's `trailingWidth` are known only when the records have been read: see `settle`. */
      readonly settled: boolean;
      readonly warnings: readonly Warning[];
      readonly decisions: readonly Decision[];
      readonly sizeBytes: number;
    }
  /** A zip archive: a workbook, or one with a table inside. */
  | { readonly kind: 'xlsx'; readonly sizeBytes: number }
  | { readonly kind: 'gzip'; readonly sizeBytes: number }
  /** Only the whole file has shown its encoding: inspect the spool again, with this choice. */
  | { readonly kind: 'again'; readonly choice: EncodingChoice };

export const recordFaultCodes = [
  'TOO_FEW_CELLS',
  'TOO_MANY_CELLS',
  'CELL_TOO_LARGE',
  'ROW_TOO_LARGE',
  'QUOTE_UNCLOSED',
  'QUOTE_MISPLACED',
  'INVALID_BYTES',
] as const;
export type RecordFaultCode = (typeof recordFaultCodes)[number];

/** Why one record is unusable; the records around it are not affected. */
export interface RecordFault {
  readonly code: RecordFaultCode;
  readonly message: string;
  /** The start of the offending text, if that helps. */
  readonly value?: string;
}

/** Consecutive data records, in file order. The arrays are parallel and owned by the receiver. */
export interface RecordBlock {
  /** As many cells as the header has names, unless `faults` has an entry. Values are the file's text, untrimmed. */
  readonly cells: string[][];
  /** The row number in a spreadsheet, from 1; blank rows count. */
  readonly rows: number[];
  /** The physical line, from 1, on which the record starts. */
  readonly lines: number[];
  /**
   * The record's original text without its line terminator; empty if it was too large to keep. Rewritten with double quotes if
   * the original is not plain CSV with a cell for each name.
   */
  readonly raw: string[];
  /** By index in this block. */
  readonly faults: Map<number, RecordFault>;
  /** By index in this block and position in the record: cells of a workbook that have no value, read as ''. */
  readonly cellFaults: Map<number, ReadonlyMap<number, CellFault>>;
  /** By index in this block: positions of the cells of a workbook that are texts, although they may look like numbers or dates. */
  readonly texts: Map<number, ReadonlySet<number>>;
}
