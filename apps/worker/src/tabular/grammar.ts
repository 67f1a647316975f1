import type { Delimiter, Grammar, Newline } from './types.ts';

/** Returned by a scan if the text ends inside the record. */
export const INCOMPLETE = -1;
/** Returned by a scan if text follows a closing quote, as when a quote inside a quoted cell is not doubled. */
export const MISPLACED = -2;
/** Returned by a scan of bytes if one beyond ASCII follows a closing quote: it may belong to whitespace. */
export const UNDECIDED = -3;

export type Separators = Pick<Grammar, 'delimiter' | 'newline'>;

/** The grammar of RFC 4180 with any delimiter, which papaparse reads. */
export const isPlain = (grammar: Grammar): boolean =>
  grammar.quote === '"' &&
  grammar.escape === null &&
  grammar.newline !== 'any' &&
  grammar.comment === null &&
  !grammar.padded;

/** Whitespace as defined by `String.prototype.trim`, which papaparse uses. */
function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) return true;
  return code > 0xff && /\s/.test(String.fromCharCode(code));
}

/** The index after the line break that follows `from`; -1 if there is none. A CR at the end of the text may be half a CRLF. */
export function lineEnd(text: string, from: number, newline: Newline): number {
  if (newline !== 'any') return text.indexOf(newline, from) + 1 || -1;
  const feed = text.indexOf('\n', from);
  const before = feed === -1 ? text.length : feed;
  const carriage = text.indexOf('\r', from);
  if (carriage === -1 || carriage > before) return feed + 1 || -1;
  return text[carriage + 1] === '\n' ? carriage + 2 : carriage + 1;
}

/** The index after the last line break of the text; 0 if it has none, or, with `any`, only a CR at its very end. */
export function lastLineEnd(text: string, newline: Newline): number {
  if (newline !== 'any') return text.lastIndexOf(newline) + 1;
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1;
}

/** The number of line breaks in the text. */
export function countLineEnds(text: string, newline: Newline): number {
  let count = 0;
  for (let at = lineEnd(text, 0, newline); at !== -1; at = lineEnd(text, at, newline)) count++;
  return count;
}

const isLineEnd = (char: string | undefined, newline: Newline): boolean =>
  newline === 'any' ? char === '\n' || char === '\r' : char === newline;

/**
 * Reads the record that starts at `start` and returns the index after its line break, or INCOMPLETE or MISPLACED. A quote
 * opens a cell only as its first character, and whitespace after a closing quote is dropped, as papaparse does it. A
 * backslash that escapes makes a following quote, backslash, delimiter or line break ordinary; before others it stays.
 */
export function readRecord(text: string, start: number, grammar: Grammar, cells: string[]): number {
  const { delimiter, quote, newline, padded } = grammar;
  let at = start;
  for (;;) {
    let open = at;
    if (padded) while (text[open] === ' ' && delimiter !== ' ') open++;
    if (quote === null || text[open] !== quote) {
      const end = readBare(text, at, grammar, cells);
      if (end < 0) return INCOMPLETE;
      if (text[end] !== delimiter) return lineEnd(text, end, newline);
      at = end + 1;
      continue;
    }
    let next = readQuoted(text, open, grammar, cells);
    if (next === INCOMPLETE) return INCOMPLETE;
    while (next < text.length && text[next] !== delimiter && !isLineEnd(text[next], newline)) {
      if (!isSpace(text.charCodeAt(next))) return MISPLACED;
      next++;
    }
    if (next === text.length) return INCOMPLETE;
    if (text[next] !== delimiter) return lineEnd(text, next, newline);
    at = next + 1;
  }
}

/** Returns the index of the delimiter or line break after an unquoted cell, or INCOMPLETE. */
function readBare(
  text: string,
  start: number,
  { delimiter, quote, escape: escaping, newline }: Grammar,
  cells: string[],
): number {
  let value = '';
  let from = start;
  let at = start;
  for (; ; at++) {
    const char = text[at];
    if (char === undefined) return INCOMPLETE;
    if (char === delimiter || isLineEnd(char, newline)) break;
    if (char !== escaping) continue;
    const next = text[at + 1];
    const isEscaped =
      next === delimiter || next === quote || next === escaping || next === '\n' || isLineEnd(next, newline);
    if (!isEscaped) continue;
    value += text.slice(from, at);
    from = ++at;
  }
  let end = at;
  if (text[at] === '\n') while (end > from && text[end - 1] === '\r') end--;
  cells.push(value + text.slice(from, end));
  return at;
}

/** Returns the index after the closing quote of the cell that opens at `open`, or INCOMPLETE. */
function readQuoted(text: string, open: number, { quote, escape: escaping }: Grammar, cells: string[]): number {
  let value = '';
  let from = open + 1;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === escaping && (text[at + 1] === quote || text[at + 1] === escaping)) {
      value += text.slice(from, at);
      from = ++at;
    } else if (char === quote) {
      if (text[at + 1] !== quote) {
        cells.push(value + text.slice(from, at));
        return at + 1;
      }
      value += text.slice(from, ++at);
      from = at + 1;
    }
  }
  return INCOMPLETE;
}

/**
 * The same as `readRecord` without the cells, for a plain grammar, in which it is faster. With `bytes` the text is bytes read
 * as Latin-1: everything that matters is ASCII, except whitespace after a closing quote, for which it returns UNDECIDED.
 */
export function scanRecord(text: string, start: number, { delimiter, newline }: Separators, bytes = false): number {
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
      if (bytes && text.charCodeAt(next) > 0x7f) return UNDECIDED;
      next++;
    }
    if (next === text.length) return INCOMPLETE;
    if (text[next] === newline) return next + 1;
    if (text[next] !== delimiter) return bytes && text.charCodeAt(next) > 0x7f ? UNDECIDED : MISPLACED;
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

/** Whether a record has nothing but delimiters, spaces, tabs, line breaks and Ctrl-Z between `start` and `end`. */
export function isBlank(text: string, start: number, end: number, delimiter: Delimiter): boolean {
  const separator = delimiter.charCodeAt(0);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 13 && code !== 9 && code !== 10 && code !== 26 && code !== separator) return false;
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

/** The text without the end-of-file mark of CP/M and MS-DOS (Ctrl-Z) at its end. */
export function withoutEndOfFile(text: string): string {
  let end = text.trimEnd().length;
  if (text.charCodeAt(end - 1) !== 26) return text;
  while (text.charCodeAt(end - 1) === 26) end--;
  return text.slice(0, end);
}
