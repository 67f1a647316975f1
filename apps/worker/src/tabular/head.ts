import Papa from 'papaparse';
import { INCOMPLETE, isBlank, MISPLACED, scanRecord } from './grammar.ts';
import type { Delimiter, Newline } from './types.ts';

/** Characters kept of a cell: enough to recognize its kind, and few enough to keep pattern matching fast. */
const MAX_CELL = 100;

/** One record of the head of a file. */
export interface HeadRecord {
  /** Trimmed, and truncated to MAX_CELL characters. */
  readonly cells: string[];
  /** It has a broken quote, or it is longer than the head. */
  readonly broken: boolean;
}

/** The first complete non-blank records, at most `count`; a record with a broken quote ends with its line. */
export function firstRecords(text: string, delimiter: Delimiter, newline: Newline, count: number): HeadRecord[] {
  const parser = new Papa.Parser({ delimiter, newline });
  const records: HeadRecord[] = [];
  let start = 0;
  while (start < text.length && records.length < count) {
    const lineEnd = text.indexOf(newline, start);
    if (lineEnd === -1) break;
    const scanned = scanRecord(text, start, delimiter, newline);
    const broken = scanned === INCOMPLETE || scanned === MISPLACED;
    const end = broken ? lineEnd + 1 : scanned;
    if (!isBlank(text, start, lineEnd, delimiter)) {
      const cells = broken
        ? [text.slice(start, lineEnd)]
        : (parser.parse(text.slice(start, end), 0, true).data[0] as string[]);
      records.push({ cells: cells.map((cell) => cell.trim().slice(0, MAX_CELL)), broken });
    }
    start = end;
  }
  return records;
}

/** `\r` only for a text without a line feed outside of quotes: an old Macintosh file. */
export function sniffNewline(text: string): Newline {
  const outside = text.replace(/"[^"]*"/g, '');
  return !outside.includes('\n') && outside.includes('\r') ? '\r' : '\n';
}
