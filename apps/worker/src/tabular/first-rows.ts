import { firstRecords } from './head.ts';
import { withoutMarks } from './invalid-bytes.ts';
import { withoutFaults } from './spool-cells.ts';
import { SpoolText } from './spool-text.ts';
import type { Dialect } from './types.ts';

/** Bytes that are read for them, or a few more. */
const HEAD_BYTES = 128 * 1024;
const MOST_ROWS = 40;
const MOST_CELLS = 100;

export interface FirstRow {
  /** As a spreadsheet numbers rows, from 1. */
  readonly row: number;
  readonly cells: string[];
}

/**
 * The first rows of a spool as they stand, with those above the header, but without blank ones and comments: the start of
 * each of their first cells.
 */
export function firstRows(path: string, dialect: Dialect): FirstRow[] {
  const spool = new SpoolText(path, dialect, HEAD_BYTES);
  let text = '';
  try {
    let part: string | undefined = '';
    while (part !== undefined && text.length < HEAD_BYTES) {
      part = spool.next();
      text += part ?? '';
    }
    // The last line of a file may have no line break.
    if (part === undefined) text += dialect.newline === '\r' ? '\r' : '\n';
  } finally {
    spool.close();
  }
  return firstRecords(dialect.marked ? withoutFaults(text) : text, dialect, MOST_ROWS).map(({ row, cells }) => ({
    row,
    cells: cells.slice(0, MOST_CELLS).map(dialect.invalidBytes ? withoutMarks : String),
  }));
}
