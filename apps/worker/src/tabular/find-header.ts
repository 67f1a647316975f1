import type { Decision, Warning } from '@sluice/core';
import { isValueKind, kindOf, prefixOf, wordFor } from './cell-kinds.ts';
import type { HeadRecord } from './head.ts';
import type { TableOptions } from './types.ts';

/** Rows above a header that are looked at. */
const MOST_NOTES = 50;
/** Records among which another note must follow. */
const NOTES_APART = 3;
/** The share of a column's cells that must be of one kind. */
const MOST = 0.8;

export interface FoundHeader {
  readonly hasHeader: boolean;
  readonly skipRows: number;
  /** Non-blank records up to the last row of the header. */
  readonly before: number;
  readonly trailingWidth: number;
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Warning[];
}

/**
 * Finds the header of a table below titles, notes and blank rows, or that it has none. `first` are its first records without
 * those that the caller skips, `others` are further records from anywhere in the file.
 */
export function findHeader(
  first: readonly HeadRecord[],
  others: readonly HeadRecord[],
  options: TableOptions,
): FoundHeader {
  const none = options.headerRow === 'none' || options.header === false;
  const given = none || typeof options.headerRow === 'number';
  const width = modal([...first, ...others].filter(({ broken }) => !broken).map(widthOf));
  const at = given
    ? first.findIndex(({ row }) => none || row >= (options.headerRow as number))
    : notesAbove(first, others, width);
  const record = first[at];
  const judged = judge(record, [...first.slice(at + 1), ...others]);
  const doubt = given ? undefined : doubtOf(first, at, judged.hasHeader, width);
  const hasHeader = given ? !none : judged.hasHeader;
  const skipRows =
    typeof options.headerRow === 'number'
      ? options.headerRow - 1
      : at > 0
        ? (record?.row ?? 1) - 1
        : (options.skipRows ?? 0);
  const headerRows = hasHeader ? (options.headerRows ?? 1) : 0;
  const before = Math.min(Math.max(at, 0) + headerRows, first.length);
  const confidence = given ? 1 : (doubt?.confidence ?? judged.confidence * (at > 0 ? 0.95 : 1));
  const row = hasHeader ? (record?.row ?? 1) : null;
  const decisions: Decision[] = [
    {
      topic: 'header_row',
      value: row,
      given,
      confidence,
      evidence: doubt?.evidence ?? judged.evidence,
      alternatives: [...(hasHeader ? [null] : [record?.row ?? 1]), ...(doubt?.alternatives ?? [])],
    },
    {
      topic: 'skip_rows',
      value: skipRows,
      given: options.skipRows !== undefined || typeof options.headerRow === 'number',
      confidence: given ? 1 : at > 0 ? 0.9 : 1,
      evidence:
        at > 0 ? 'The rows above have fewer filled cells than the records.' : 'The table starts with the first row.',
      alternatives: at > 0 ? [options.skipRows ?? 0] : [],
    },
  ];
  const notes = given ? [] : first.slice(0, Math.max(at, 0)).map((note) => note.row);
  const warnings = [...skippedWarning(notes, row), ...headerWarning(hasHeader, given, judged)];
  const trailingWidth = hasHeader ? trailingOf(record, [...first.slice(at + headerRows), ...others]) : 0;
  return { hasHeader, skipRows, before, trailingWidth, decisions, warnings };
}

function skippedWarning(rows: readonly number[], header: number | null): Warning[] {
  if (rows.length === 0) return [];
  const place = header === null ? 'first record' : `header in row ${header}`;
  const message = `Rows skipped above the ${place}: ${rows.length}. If the header is another row, set the header row.`;
  return [{ code: 'ROWS_SKIPPED', message, count: rows.length, rows: rows.slice(0, 10) }];
}

function headerWarning(hasHeader: boolean, given: boolean, { likeData, contested }: Judgement): Warning[] {
  if (given || likeData === undefined) return [];
  if (hasHeader) {
    if (!contested) return [];
    const message = `A header was found, but ${likeData} If the file has no header, set the header row to "none".`;
    return [{ code: 'HEADER_LOOKS_LIKE_DATA', message }];
  }
  const message = `The file is read without a header, because ${likeData} If that row is the header, set the header row.`;
  return [{ code: 'HEADER_ABSENT', message }];
}

const filled = ({ cells }: HeadRecord): number => cells.filter((cell) => cell !== '').length;
const widthOf = ({ cells }: HeadRecord): number => cells.findLastIndex((cell) => cell !== '') + 1;

/** The most frequent of the numbers, the larger one of equally frequent ones. */
function modal(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].toSorted(([a, times], [b, others]) => others - times || b - a)[0]?.[0] ?? 0;
}

/** Why the header may be another row than record `at`, or none. `width` is that of most records. */
function doubtOf(first: readonly HeadRecord[], at: number, hasHeader: boolean, width: number) {
  const [record, next, above] = [first[at], first[at + 1], first[at - 1]];
  if (hasHeader && record !== undefined && next !== undefined && widthOf(record) * 2 <= width && width > 2) {
    const evidence = `It has a name for ${widthOf(record)} of ${width} columns.`;
    return { confidence: 0.5, evidence, alternatives: [next.row] };
  }
  if (hasHeader || above === undefined) return undefined;
  const evidence = `Row ${above.row} could be a title, or a header without a name for each column.`;
  return { confidence: 0.7, evidence, alternatives: [above.row] };
}

/** How many records at the start are titles or notes, not the header or data. `width` is that of most records. */
function notesAbove(first: readonly HeadRecord[], others: readonly HeadRecord[], width: number): number {
  const all = [...first, ...others].filter(({ broken }) => !broken);
  const cells = modal(all.map((record) => record.cells.length));
  if (width < 2) return 0;
  const isNote = (record: HeadRecord): boolean =>
    filled(record) > 0 && (widthOf(record) * 2 <= width || filled(record) * 3 <= width);
  const isOdd = (record: HeadRecord): boolean =>
    record.broken || (widthOf(record) !== width && record.cells.length !== cells);
  let at = 0;
  let isPlainNote = true;
  const hasTitle = first.slice(0, 1).some(isNote);
  for (const [index, record] of first.slice(0, MOST_NOTES).entries()) {
    const isApart = endsWithBlank(first, index, width);
    const isNarrow = isApart || (hasTitle && widthOf(record) < width);
    if (!isNote(record) && !isOdd(record) && !isNarrow) break;
    isPlainNote &&= (isNote(record) || (hasTitle && isApart)) && !record.broken;
    at++;
  }
  // A note may have as many cells as a record, by its commas; others follow it.
  const isLine = (record: HeadRecord | undefined): boolean => record?.cells.length === 1 && !record.broken;
  for (let next = at; at > 0 && isLine(first[0]) && next < Math.min(at + NOTES_APART, first.length - 1); next++) {
    if (isLine(first[next])) at = next + 1;
  }
  const record = first[at];
  if (at === 0 || record === undefined || first.length + others.length === at + 1) return 0;
  const { hasHeader, votes } = judge(record, [...first.slice(at + 1), ...others]);
  const isFull = filled(record) * 4 >= width * 3;
  if (hasHeader) return isFull && (isPlainNote || votes > 0) ? at : 0;
  // A single name above records of as many cells is a header with unnamed columns.
  const isTitle = (note: HeadRecord): boolean => filled(note) === 1 && note.cells.length !== cells;
  return isPlainNote && first.slice(0, at).every(isTitle) ? at : 0;
}

/** Whether the records from `at` to the next blank row are narrower than the table. */
function endsWithBlank(first: readonly HeadRecord[], at: number, width: number): boolean {
  for (let index = at; index + 1 < first.length; index++) {
    const [record, next] = [first[index] as HeadRecord, first[index + 1] as HeadRecord];
    if (widthOf(record) >= width) return false;
    if (next.row > record.row + 1) return true;
  }
  return false;
}

interface Judgement {
  readonly hasHeader: boolean;
  readonly confidence: number;
  readonly evidence: string;
  /** Columns whose header looks like a name and whose values do not. */
  readonly votes: number;
  /** The end of a sentence about the cell that looks most like data. */
  readonly likeData: string | undefined;
  readonly contested: boolean;
}

/** Whether a record differs from those below it as a header does: names above numbers, not numbers above numbers. */
function judge(record: HeadRecord | undefined, below: readonly HeadRecord[]): Judgement {
  const sound = below.filter(({ broken }) => !broken);
  let votes = 0;
  let against = 0;
  let likeData: string | undefined;
  for (const [at, cell] of (record?.broken ? [] : (record?.cells ?? [])).entries()) {
    const vote = compare(
      cell,
      sound.map(({ cells }) => cells[at] ?? '').filter((value) => value !== ''),
    );
    if (vote > 0) votes += vote;
    if (vote >= 0) continue;
    against -= vote;
    likeData ??= `cell ${at + 1} of row ${record?.row} ("${cell.slice(0, 40)}") looks like ${wordFor(kindOf(cell))}, as those below it do.`;
  }
  const hasHeader = against === 0 || votes >= 1;
  const contested = votes > 0 && against > 0;
  const evidence =
    record === undefined ? 'There are no rows.'
    : contested ? 'Some of its cells look like names of columns, others like values.'
    : votes > 0 ? 'Its cells look like names of columns, and cells below them like numbers, dates or codes.'
    : against > 0 ? 'The cells of the first row are values like those below them.'
    : 'All cells are text, so nothing distinguishes a header from a record.'; // biome-ignore format: one case a line
  const alone = sound.length === 0 && (record?.cells ?? []).some((cell) => isValueKind(kindOf(cell)));
  const few = against > 0 && sound.length < 2;
  const confidence = alone ? 0.5 : contested ? 0.6 : few ? 0.7 : votes + against >= 1 ? 0.95 : votes > 0 ? 0.9 : 0.8;
  return { hasHeader, confidence, evidence, votes, likeData, contested };
}

/** Positive if the cell differs from its column as a name does, negative if it is one of its values, 0 if neither shows. */
function compare(cell: string, column: readonly string[]): number {
  if (cell === '' || column.length === 0) return 0;
  const kind = kindOf(cell);
  const kinds = column.map(kindOf);
  const same = kinds.filter((other) => other === kind).length >= column.length * MOST;
  if (isValueKind(kind)) {
    // Years are common column names.
    const isYear = /^(19|20)\d\d$/;
    if (!same || (isYear.test(cell) && !column.every((value) => isYear.test(value)))) return 0;
    return -1;
  }
  if (kinds.filter(isValueKind).length >= column.length * MOST) return 1;
  if (kinds.filter((other) => other === 'code').length < column.length * MOST) return 0;
  const prefix = prefixOf(cell);
  if (kind === 'code')
    return prefix !== '' && column.every((value) => prefixOf(value) === prefix && value !== cell) ? -1 : 0;
  return 0.5;
}

/** The number of cells that all records have, if it is more than the header has and those beyond are nearly all blank. */
function trailingOf(header: HeadRecord | undefined, records: readonly HeadRecord[]): number {
  const [record] = records;
  if (header === undefined || record === undefined) return 0;
  const width = record.cells.length;
  if (width <= header.cells.length || records.some(({ cells, broken }) => broken || cells.length !== width)) return 0;
  const names = widthOf(header);
  const blank = records.filter(({ cells }) => cells.every((cell, at) => at < names || cell === ''));
  return blank.length * 2 > records.length ? width : 0;
}
