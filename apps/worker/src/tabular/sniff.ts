import type { Warning } from '@sluice/core';
import { firstRecords, type HeadRecord } from './head.ts';
import { type Delimiter, delimiters, type Newline } from './types.ts';

const SAMPLE_RECORDS = 100;

/** Excel's separator line, `sep=;`: its delimiter, and its length including the line break. */
export function separatorLine(text: string): { delimiter: Delimiter; length: number } | undefined {
  const found = /^"?sep=([,;\t|])"?\r?(\n|\r(?!\n))/i.exec(text.slice(0, 16));
  if (found === null) return undefined;
  return { delimiter: found[1] as Delimiter, length: found[0].length };
}

/**
 * The delimiter with which most of the first records have as many cells as the first one. Ties are broken by more cells, then
 * by the order of `delimiters`. A comma if none of them splits the header.
 */
export function sniffDelimiter(text: string, newline: Newline): Delimiter {
  let best: { delimiter: Delimiter; agree: number; width: number } | undefined;
  for (const delimiter of delimiters) {
    const records = firstRecords(text, delimiter, newline, SAMPLE_RECORDS);
    const width = records[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const agree = records.filter(({ cells }) => cells.length === width).length / records.length;
    const better = best === undefined || agree > best.agree || (agree === best.agree && width > best.width);
    if (better) best = { delimiter, agree, width };
  }
  return best?.delimiter ?? ',';
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

const kinds: readonly (readonly [string, RegExp])[] = [
  ['a number', /^[-+]?\d+([.,]\d+)*$/],
  ['a date', /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?$/],
  ['an email address', /^[^@\s]+@[^@\s][^@\s.]*\.[^@\s]+$/],
  ['a boolean', /^(true|false)$/i],
];

/** A warning if a cell of the first row looks just like the cell below it, so that it is probably not a header. */
export function headerLooksLikeData(records: readonly HeadRecord[]): Warning | undefined {
  const [first, second] = records;
  for (const [index, cell] of first?.cells.entries() ?? []) {
    const below = second?.cells[index] ?? '';
    const kind = kinds.find(([, pattern]) => pattern.test(cell) && pattern.test(below));
    // Years are common column names.
    if (kind === undefined || (/^(19|20)\d\d$/.test(cell) && !/^(19|20)\d\d$/.test(below))) continue;
    const message =
      `The first row is used as the header, but its cell ${index + 1} ("${cell.slice(0, 40)}") looks like ${kind[0]}. ` +
      'If the file has no header, set header to false.';
    return { code: 'HEADER_LOOKS_LIKE_DATA', message };
  }
  return undefined;
}

export const sampleRecords = (text: string, delimiter: Delimiter, newline: Newline): HeadRecord[] =>
  firstRecords(text, delimiter, newline, SAMPLE_RECORDS);
