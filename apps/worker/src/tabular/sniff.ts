import type { Decision } from '@sluice/core';
import { isValueKind, kindOf } from './cell-kinds.ts';
import { firstRecords, type HeadRecord, sniffNewlines } from './head.ts';
import { commentOf, isPadded, type QuoteStyle, quoteStyles } from './quotes.ts';
import type { Delimiter, Grammar, TableOptions } from './types.ts';

/** Records judged of each part of the sample. */
const SAMPLE_RECORDS = 200;
/** Counts for a record of one cell, so that a delimiter that splits nothing still has a score. */
const LEAST = 0.001;

/**
 * Delimiters in order of precedence for ties, each with the weight of its score: the less a character is used as a delimiter,
 * and the more in text, the better it must split.
 */
const delimiters: ReadonlyMap<Delimiter, number> = new Map([
  ...[',', ';', '\t', '|', '\x1f', '\x1e', '\x1c', '\x1d', '\x01'].map((char) => [char, 1] as const),
  ...['^', '~'].map((char) => [char, 0.9] as const),
  ...[':', ' ', '#', '&', '!', '*', '§', '¦', '¬', 'þ'].map((char) => [char, 0.6] as const),
]);
/** A delimiter with less weight must split nearly all records alike, and is none if another one does. */
const COMMON = 0.9;
/** The share of records that are as wide as most, from which on a delimiter splits nearly all alike. */
const CLEAR = 0.9;
/** Rows of titles and notes above and below a table that a rare delimiter need not split. */
const MOST_TEXT_ROWS = 10;

/** Text from the beginning of a file, and from other places in it, each from the start of a line. */
export type Sample = readonly string[];

/** Excel's separator line, `sep=;`: its delimiter, and its length including the line break. */
export function separatorLine(text: string): { delimiter: Delimiter; length: number } | undefined {
  const found = /^"?sep=([^\r\n"])"?[\t ]?\r*(\n|\r(?!\n))/i.exec(text.slice(0, 16));
  if (found === null) return undefined;
  return { delimiter: found[1] as Delimiter, length: found[0].length };
}

interface Candidate {
  readonly grammar: Grammar;
  readonly score: number;
  /** The most frequent number of cells, and the share of records that have it. */
  readonly width: number;
  readonly share: number;
  /** The first record has it, too, and nearly all do. */
  readonly isClear: boolean;
  readonly records: number;
}

const isRare = ({ grammar }: Candidate): boolean => (delimiters.get(grammar.delimiter) ?? 1) < COMMON;

export interface SniffedGrammar {
  readonly grammar: Grammar;
  readonly decisions: readonly Decision[];
}

/**
 * The grammar with the best score: how regular it makes the records, times the share of cells that look like data. The method
 * is that of CleverCSV (van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns",
 * 2019), with quotes decided first, because most of them are evident.
 */
export function sniffGrammar(sample: Sample, options: TableOptions, separator?: Delimiter): SniffedGrammar {
  const [head = ''] = sample;
  const fixed = options.delimiter ?? separator;
  const newlines = sniffNewlines(head);
  const present = new Set(sample.flatMap((part) => [...delimiters.keys()].filter((char) => part.includes(char))));
  const found = [...delimiters.keys()].filter((char) => present.has(char));
  const tried = fixed !== undefined ? [fixed] : found.length > 0 ? found : [','];
  const all: Candidate[] = [];
  for (const newline of newlines) {
    for (const delimiter of tried) {
      for (const style of quoteStyles(sample, delimiter, options)) {
        const padded = isPadded(head, delimiter, style.quote);
        const grammar = { delimiter, ...style, newline, comment: null, padded };
        all.push(...scored(sample, grammar, fixed !== undefined));
      }
    }
  }
  const isClear = all.some((one) => !isRare(one) && one.width > 1 && one.isClear);
  const candidates = all.filter((one) => !isClear || !isRare(one)).sort((a, b) => b.score - a.score);
  const fallback = {
    delimiter: fixed ?? ',',
    ...plainStyle(options),
    newline: newlines[0] ?? '\n',
    comment: null,
    padded: false,
  };
  const best = candidates[0] ?? { grammar: fallback, score: LEAST, width: 1, share: 1, isClear: false, records: 0 };
  const comment = commentOf(sample, best.grammar, options);
  const given = options.delimiter !== undefined;
  return {
    grammar: { ...best.grammar, comment },
    decisions: [
      delimiterDecision(best, candidates, given, separator !== undefined, isAligned(head)),
      ...quoteDecisions(best, candidates, options),
      ...commentDecision(comment, options),
    ],
  };
}

const plainStyle = ({ quote, escape: escaping }: TableOptions): QuoteStyle => ({
  quote: quote === undefined ? '"' : quote === 'none' ? null : quote,
  escape: escaping === '\\' ? '\\' : null,
});

/** The candidate, unless it is a rare delimiter that does not split the sample well. */
function scored(sample: Sample, grammar: Grammar, fixed: boolean): Candidate[] {
  const records = recordsOf(sample, grammar);
  const widths = new Map<number, number>();
  let known = 0;
  let cells = 0;
  for (const record of records) {
    widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    for (const cell of record.cells) {
      const kind = kindOf(cell);
      if (kind === 'blank') continue;
      cells++;
      if (kind !== 'odd') known++;
    }
  }
  let pattern = 0;
  let width = 1;
  for (const [cellCount, count] of widths) {
    pattern += count * Math.max(LEAST, (cellCount - 1) / cellCount);
    if (count > (widths.get(width) ?? 0) || (count === widths.get(width) && cellCount > width)) width = cellCount;
  }
  const share = (widths.get(width) ?? 0) / Math.max(1, records.length);
  const weight = fixed ? 1 : (delimiters.get(grammar.delimiter) ?? 1);
  if (weight < COMMON && !splitsWell(records, grammar.delimiter, width, encloses(sample, grammar))) return [];
  const types = cells === 0 ? 1 : (known + 0.1) / (cells + 0.1);
  const score = (weight * pattern * types) / Math.max(1, widths.size);
  const isClear = share >= CLEAR && records[0]?.cells.length === width;
  return [{ grammar, score, width, share, isClear, records: records.length }];
}

/** The records of all parts; the first record of later parts may be half of one. */
export function recordsOf(sample: Sample, grammar: Grammar, skipRows = 0): HeadRecord[] {
  return sample.flatMap((part, at) =>
    at === 0
      ? firstRecords(part, grammar, SAMPLE_RECORDS, skipRows)
      : firstRecords(part, grammar, SAMPLE_RECORDS).slice(1),
  );
}

/**
 * Whether a character that is frequent in text is a delimiter: it splits nearly all records alike, apart from text above and
 * below them, and not values such as times. Words that happen to be as many in each line are not columns unless some are numbers or dates, or
 * `enclosed` in quotes beside the delimiter.
 */
function splitsWell(all: readonly HeadRecord[], delimiter: Delimiter, width: number, enclosed: boolean): boolean {
  const isWide = ({ cells }: HeadRecord): boolean => cells.length === width;
  const [from, to] = [all.findIndex(isWide), all.findLastIndex(isWide) + 1];
  const records = all.slice(from, to);
  if (width < 2 || records.length < 2 || from > MOST_TEXT_ROWS || all.length - to > MOST_TEXT_ROWS) return false;
  if (records.filter(isWide).length < CLEAR * records.length) return false;
  if (enclosed) return true;
  const whole = records.filter(({ cells }) => isValueKind(kindOf(cells.join(delimiter))));
  if (whole.length * 2 > records.length) return false;
  const isTyped = (at: number): boolean => records.slice(1).every(({ cells }) => isValueKind(kindOf(cells[at] ?? '')));
  return (width > 2 && records.length >= 5) || (records[0]?.cells ?? []).some((_, at) => isTyped(at));
}

/** Whether there are quotes on the inner side of the delimiter. */
const encloses = (sample: Sample, { delimiter, quote }: Grammar): boolean =>
  quote !== null &&
  sample.some((part) => part.includes(`${delimiter}${quote}`) || part.includes(`${quote}${delimiter}`));

/** Whether the lines have gaps of several spaces, as columns of a fixed width do. */
function isAligned(head: string): boolean {
  const lines = head.slice(0, 10_000).split(/[\r\n]+/).filter((line) => line.trim() !== ''); // biome-ignore format: short
  return lines.length > 1 && lines.filter((line) => /\S {2,}\S/.test(line)).length >= lines.length * CLEAR;
}

function delimiterDecision(
  best: Candidate,
  all: readonly Candidate[],
  given: boolean,
  separator: boolean,
  aligned: boolean,
): Decision {
  const { delimiter } = best.grammar;
  const rivals = all.filter((other) => other.grammar.delimiter !== delimiter && other.width > 1);
  const ratio = best.score <= LEAST ? 0 : (rivals[0]?.score ?? 0) / best.score;
  const single = best.width === 1;
  const split = `${Math.round(best.share * best.records)} of ${best.records} sampled records have ${best.width} cells`;
  const evidence = separator
    ? 'The file starts with a separator line.'
    : single
      ? `No delimiter splits the sample${aligned ? ', but its lines look like columns aligned with spaces' : ''}.`
      : `${split}.`;
  const isGuess = best.share < 0.5 || (isRare(best) && best.width === 2);
  const confidence =
    given || separator ? 1 : single ? (aligned ? 0.6 : 0.9) : (isGuess ? 0.75 : 1) * (1 - ratio ** 2 / 2);
  const alternatives = [
    ...new Set(rivals.filter(({ score }) => score > best.score / 4).map((other) => other.grammar.delimiter)),
  ];
  return { topic: 'delimiter', value: delimiter, given, confidence, evidence, alternatives };
}

function quoteDecisions(best: Candidate, all: readonly Candidate[], options: TableOptions): Decision[] {
  const { quote, escape: escaping, delimiter } = best.grammar;
  const same = all.filter(({ grammar }) => grammar.delimiter === delimiter && grammar.newline === best.grammar.newline);
  const others = (of: 'quote' | 'escape'): (string | null)[] =>
    [...new Set(same.map(({ grammar }) => grammar[of]))].filter((value) => value !== best.grammar[of]);
  const doubtful = quote === null && options.quote === undefined;
  const evidence = doubtful
    ? 'Read as quotes, they would join several lines that look like records.'
    : quote === "'" ? 'Cells start and end with single quotes.' : 'Cells that start with a double quote end with one.'; // biome-ignore format: short
  const reason =
    escaping === null ? 'No backslash stands before a quote.' : 'Backslashes stand before quotes or delimiters.';
  const confidence = doubtful ? 0.75 : 1;
  return [
    {
      topic: 'quote',
      value: quote,
      given: options.quote !== undefined,
      confidence,
      evidence,
      alternatives: others('quote'),
    },
    {
      topic: 'escape',
      value: escaping,
      given: options.escape !== undefined,
      confidence: 1,
      evidence: reason,
      alternatives: others('escape'),
    },
  ];
}

function commentDecision(comment: string | null, { comment: option }: TableOptions): Decision[] {
  const given = option !== undefined;
  if (comment === null && !given) return [];
  const evidence = 'Lines that start with it have another number of cells than records.';
  return [{ topic: 'comment', value: comment, given, confidence: given ? 1 : 0.9, evidence, alternatives: [null] }];
}

/** Whether numbers in the sample use a decimal comma more often than a point. `1,500` is evidence for neither. */
export function sniffDecimalComma(records: readonly HeadRecord[]): boolean {
  let commas = 0;
  let points = 0;
  for (const { cells } of records) {
    for (const cell of cells) {
      if (/^[-+]?(\d+|\d{1,3}([. ]\d{3})+),\d+$/.test(cell) && !/^[-+]?[1-9]\d{0,2},\d{3}$/.test(cell)) commas++;
      else if (/^[-+]?(\d+|\d{1,3}(,\d{3})+)\.\d+$/.test(cell) && !/^[-+]?[1-9]\d{0,2}\.\d{3}$/.test(cell)) points++;
    }
  }
  return commas > points;
}
