import { INCOMPLETE, lineEnd, MISPLACED, readRecord } from './grammar.ts';
import { firstRecords } from './head.ts';
import { swallowsRecords } from './suspicious-records.ts';
import type { Delimiter, Grammar, Quote, TableOptions } from './types.ts';

export type QuoteStyle = Pick<Grammar, 'quote' | 'escape'>;

/** Lines with a single quote, without a quoted cell, from which on quotes are taken for ordinary characters. */
const MOST_BROKEN = 3;

/** The quotes and escapes that are worth a try, the most usual ones first. */
export function quoteStyles(sample: readonly string[], delimiter: Delimiter, options: TableOptions): QuoteStyle[] {
  const { quote, escape: escaping } = options;
  const quotes = quote === undefined ? quotesIn(sample, delimiter) : [quote === 'none' ? null : quote];
  return quotes.flatMap((char) => {
    if (escaping !== undefined) return [{ quote: char, escape: escaping === '\\' ? ('\\' as const) : null }];
    const plain = { quote: char, escape: null };
    const isUsed =
      sample.some((part) => part.includes(`\\${char ?? delimiter}`)) || escapesDelimiters(sample, delimiter);
    return isUsed ? [plain, { quote: char, escape: '\\' as const }] : [plain];
  });
}

/** Whether backslashes stand before delimiters, and only before what they escape, unlike those of paths. */
function escapesDelimiters(sample: readonly string[], delimiter: Delimiter): boolean {
  if (!sample.some((part) => part.includes(`\\${delimiter}`))) return false;
  const escaped = new Set([delimiter, '"', "'", '\\', '\r', '\n', 'N']);
  return sample.every((part) => [...part.matchAll(/\\(.)/gs)].every(([, next]) => escaped.has(next ?? '')));
}

function quotesIn(sample: readonly string[], delimiter: Delimiter): (Quote | null)[] {
  const single = sample.reduce((count, part) => count + quotedCells(part, delimiter, "'"), 0);
  const double = sample.reduce((count, part) => count + quotedCells(part, delimiter, '"'), 0);
  if (single > 1 && double === 0) return ['"', "'"];
  return sample.some((part) => part.includes('"')) && areOrdinary(sample[0] ?? '', delimiter) ? ['"', null] : ['"'];
}

/** Cells that start with the quote and end with it, both next to a delimiter or a line break. */
function quotedCells(text: string, delimiter: Delimiter, quote: Quote): number {
  let count = 0;
  const isEdge = (char: string | undefined): boolean =>
    char === undefined || char === delimiter || char === '\n' || char === '\r';
  let open = false;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (open && isEdge(text[at + 1])) {
      count++;
      open = false;
    } else if (isEdge(text[at - 1])) open = true;
  }
  return count;
}

/** Whether double quotes make no sense as quotes: they swallow records, or they break them and enclose no cell. */
function areOrdinary(text: string, delimiter: Delimiter): boolean {
  const newline = /\n/.test(text) ? '\n' : '\r';
  const grammar: Grammar = { delimiter, quote: '"', escape: null, newline, comment: null, padded: false };
  let broken = 0;
  let width = 0;
  for (let start = 0; start < text.length; ) {
    const line = lineEnd(text, start, newline);
    if (line === -1) break;
    const cells: string[] = [];
    const end = readRecord(text, start, grammar, cells);
    if (end === INCOMPLETE || end === MISPLACED) broken += text.slice(start, line).split('"').length % 2 === 0 ? 1 : 0;
    else {
      width ||= cells.length;
      if (end > line && cells.some((cell) => swallowsRecords(cell, delimiter, width))) return true;
    }
    start = end > 0 ? end : line;
  }
  return broken >= MOST_BROKEN && quotedCells(text, delimiter, '"') === 0;
}

/** Whether spaces precede the opening quotes of cells, more often than not: `1, "a, b"`. */
export function isPadded(text: string, delimiter: Delimiter, quote: Quote | null): boolean {
  if (quote === null || delimiter === ' ') return false;
  let padded = 0;
  let others = 0;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    let before = at - 1;
    while (text[before] === ' ') before--;
    if (text[before] !== delimiter) continue;
    const close = text.indexOf(quote, at + 1);
    let after = close + 1;
    while (text[after] === ' ' || text[after] === '\r') after++;
    const isSound = close !== -1 && (after >= text.length || [delimiter, '\n', quote].includes(text[after] ?? ''));
    if (before < at - 1 && isSound) padded++;
    else others++;
    if (close === -1) break;
    at = close;
  }
  return padded > others;
}

/**
 * The character that starts comments: `#`, if lines that start with it have not as many cells as a record. Those that do have
 * as many must start with `# `, unlike a header such as `#id`.
 */
export function commentOf(sample: readonly string[], grammar: Grammar, { comment }: TableOptions): string | null {
  if (comment !== undefined) return comment === 'none' ? null : comment;
  if (grammar.delimiter === '#' || !sample.some((part) => /^#/m.test(part))) return null;
  const widths = new Map<number, number>();
  const ofComments: { readonly width: number; readonly spaced: boolean }[] = [];
  for (const part of sample) {
    for (const { cells } of firstRecords(part, grammar, Infinity)) {
      if (cells[0]?.startsWith('#')) ofComments.push({ width: cells.length, spaced: cells[0].startsWith('# ') });
      else widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    }
  }
  const [modal] = [...widths].toSorted((a, b) => b[1] - a[1])[0] ?? [1];
  const others = ofComments.filter(({ width }) => width !== modal);
  return modal > 1 && others.length > 0 && ofComments.every(({ width, spaced }) => width !== modal || spaced)
    ? '#'
    : null;
}
