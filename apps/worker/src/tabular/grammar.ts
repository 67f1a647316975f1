import type { Delimiter, Newline } from './types.ts';

/** `scanRecord`: the text ends inside the record. */
export const INCOMPLETE = -1;
/** `scanRecord`: text follows a closing quote, or a quote inside a quoted cell is not doubled. */
export const MISPLACED = -2;

/** Whitespace as `String.prototype.trim` and so papaparse see it. */
function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) return true;
  return code > 0xff && /\s/.test(String.fromCharCode(code));
}

/**
 * The end of the record that starts at `start`: the index after its line terminator, INCOMPLETE or MISPLACED.
 * The grammar is papaparse's: a quote opens only as the first character of a cell and is literal elsewhere; whitespace
 * between the closing quote and the delimiter is dropped. Only quotes are visited, so plain records cost one search.
 * The text may also be bytes read as Latin-1: every character that matters here is ASCII.
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

/** The quote that closes the one at `open`, skipping doubled quotes; -1 if the text ends before it is certain. */
function closingQuote(text: string, open: number): number {
  let quote = text.indexOf('"', open + 1);
  while (quote !== -1 && text.charCodeAt(quote + 1) === 34) quote = text.indexOf('"', quote + 2);
  return quote;
}

/** Whether only delimiters, spaces, tabs and carriage returns are between `start` and `end`. */
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
