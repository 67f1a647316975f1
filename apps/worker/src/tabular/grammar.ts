import type { Delimiter, Newline } from './types.ts';

/** Returned by `scanRecord` if the text ends inside the record. */
export const INCOMPLETE = -1;
/** Returned by `scanRecord` if text follows a closing quote, as when a quote inside a quoted cell is not doubled. */
export const MISPLACED = -2;

/** Whitespace as defined by `String.prototype.trim`, which papaparse uses. */
function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) return true;
  return code > 0xff && /\s/.test(String.fromCharCode(code));
}

/**
 * Returns the index after the line terminator of the record that starts at `start`, or INCOMPLETE or MISPLACED. The grammar
 * is papaparse's: a quote opens a cell only as its first character, and whitespace after a closing quote is dropped. The text
 * may be bytes read as Latin-1: everything that matters is ASCII, except that other whitespace is not recognized in UTF-8.
 */
export function scanRecord(text: string, start: number, delimiter: Delimiter, newline: Newline): number {
  let cursor = start;
  let end = text.indexOf(newline, cursor);
  for (;;) {
    const quote = text.indexOf('"', cursor);
    if (quote === -1 || (end !== -1 && quote > end)) return end === -1 ? INCOMPLETE : end + 1;
    if (quote !== start && text[quote - 1] !== delimiter) {
      cursor = quote + 1;
      continue;
    }
    const after = closingQuote(text, quote) + 1;
    if (after === 0) return INCOMPLETE;
    let next = after;
    while (next < text.length && text[next] !== delimiter && text[next] !== newline && isSpace(text.charCodeAt(next))) {
      next++;
    }
    if (next === text.length) return INCOMPLETE;
    if (text[next] === newline) return next + 1;
    if (text[next] !== delimiter) return MISPLACED;
    cursor = next + 1;
    if (end < cursor) end = text.indexOf(newline, cursor);
  }
}

/** The index of the quote that closes the one at `open`, skipping doubled quotes; -1 if there is none. */
function closingQuote(text: string, open: number): number {
  let quote = text.indexOf('"', open + 1);
  while (quote !== -1 && text.charCodeAt(quote + 1) === 34) quote = text.indexOf('"', quote + 2);
  return quote;
}

/** Whether a record has nothing but delimiters, spaces, tabs and carriage returns between `start` and `end`. */
export function isBlank(text: string, start: number, end: number, delimiter: Delimiter): boolean {
  const separator = delimiter.charCodeAt(0);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 13 && code !== 9 && code !== separator) return false;
  }
  return true;
}

/** Whether the last cell of the complete record between `start` and `end` is quoted. */
export function endsQuoted(text: string, start: number, end: number, delimiter: Delimiter): boolean {
  let cursor = start;
  for (;;) {
    const quoted = text[cursor] === '"';
    const from = quoted ? closingQuote(text, cursor) + 1 : cursor;
    const next = text.indexOf(delimiter, from);
    if (next === -1 || next >= end) return quoted;
    cursor = next + 1;
  }
}
