import { INCOMPLETE, isBlank, lineEnd, MISPLACED, readRecord } from './grammar.ts';
import type { Grammar, Newline } from './types.ts';

/** Characters kept of a cell: enough to recognize its kind, and few enough to keep pattern matching fast. */
const MAX_CELL = 100;

/** One record of a sample. */
export interface HeadRecord {
  /** The row number, from 1; blank rows count. */
  readonly row: number;
  /** Trimmed, and truncated to MAX_CELL characters. */
  readonly cells: string[];
  /** It has a broken quote, or it is longer than the sample. */
  readonly broken: boolean;
}

/**
 * The first complete non-blank records, at most `count`, without comments; a record with a broken quote ends with its line.
 * Rows up to `skipRows` are omitted.
 */
export function firstRecords(text: string, grammar: Grammar, count: number, skipRows = 0): HeadRecord[] {
  const records: HeadRecord[] = [];
  let start = 0;
  for (let row = 1; start < text.length && records.length < count; row++) {
    const ended = lineEnd(text, start, grammar.newline);
    if (ended === -1) break;
    const isComment = grammar.comment !== null && text.startsWith(grammar.comment, start);
    let cells: string[] = [];
    const scanned = isComment ? ended : readRecord(text, start, grammar, cells);
    const broken = scanned === INCOMPLETE || scanned === MISPLACED;
    const end = broken ? ended : scanned;
    if (row > skipRows && !isComment && !isBlank(text, start, ended - 1, grammar.delimiter)) {
      if (broken) cells = [text.slice(start, ended - 1)];
      records.push({ row, cells: cells.map((cell) => cell.trim().slice(0, MAX_CELL)), broken });
    }
    start = end;
  }
  return records;
}

/** The line breaks that the text may have, the most usual one first. Cells may have single ones of the other kind. */
export function sniffNewlines(text: string): readonly Newline[] {
  const inner = text.trim();
  const returns = inner.match(/\r(?![\r\n])/g)?.length ?? 0;
  const feeds = returns === 0 ? 0 : inner.split('\n').length - 1;
  if (returns === 0) return ['\n'];
  if (feeds === 0) return ['\r'];
  return returns > feeds ? ['\r', '\n', 'any'] : ['\n', 'any'];
}

/** The text between its first and its last line break. */
export const wholeLines = (text: string): string => {
  const start = text.search(/[\r\n]/) + 1;
  return start === 0 ? '' : text.slice(start, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
};
