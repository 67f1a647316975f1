import { counted, formatCount, quotedNames, type Warning, WarningTally } from '@sluice/core';
import type { CellNote } from './cell-text.ts';
import { isTrue } from './workbook.ts';
import { attributesOf } from './xml-text.ts';

/** Ranges of hidden columns that are kept; real sheets have a few. */
const MOST_RANGES = 1000;

const save = 'Open the workbook in a spreadsheet program, save it and send it again.';

/** `detail` is of the first such cell. */
const messages: Record<CellNote, (count: number, detail: string) => string> = {
  FORMULA_WITHOUT_VALUE: (count) =>
    `Formulas without a stored result: ${formatCount(count)}. They are read as blank cells. ${save}`,
  SPREADSHEET_ERROR: (count) =>
    `Cells with a spreadsheet error such as #N/A: ${formatCount(count)}. They have no value.`,
  SHARED_TEXT_MISSING: (count) =>
    `Cells whose text is missing from the workbook: ${formatCount(count)}. They have no value.`,
  FORMAT_NOT_KEPT: (count, format) =>
    `Numbers that the format ${format} shows differently: ${formatCount(count)}. The plain number is read. If you need ` +
    'what is shown, store it as text.',
  TIME_ROUNDED: (count) =>
    `Times with seconds that their number format does not show: ${formatCount(count)}. They are read as shown, to the ` +
    'minute. If you need the seconds, choose a format with seconds.',
  TIME_NOT_SHOWN: (count) =>
    `Cells with a day or a time that their number format does not show: ${formatCount(count)}. Both are read.`,
  DATE_OUT_OF_RANGE: (count) =>
    `Cells formatted as a date whose number is outside the calendar: ${formatCount(count)}. The number is read.`,
  DATE_SYSTEM_UNCLEAR: (count, dayZero) =>
    `Dates that programs show differently, because of the date system of the workbook: ${formatCount(count)}. They are ` +
    `read as days from ${dayZero}. Check them, or store them as text.`,
  ROW_REFERENCE_WRONG: (count) =>
    `Cells whose reference names another row than the one that contains them: ${formatCount(count)}. They are read in ` +
    'the row that contains them.',
};

/** Collects what is worth a warning in one sheet. */
export class SheetNotes {
  /** Formulas with a stored result. */
  formulas = 0;
  readonly #cells = new WarningTally();
  readonly #rows = new WarningTally();
  readonly #hiddenColumns: [from: number, to: number][] = [];
  readonly #merges: { count: number; rows: number[] } = { count: 0, rows: [] };
  #filtered = false;

  cell(code: CellNote, row: number, column: number, detail = ''): void {
    this.#cells.add(code, row, (count) => messages[code](count, detail), String(column));
  }

  hiddenRow(row: number): void {
    this.#rows.add('HIDDEN_ROWS', row, (count) => {
      const why = this.#filtered ? 'by a filter' : 'in the workbook';
      return `Rows that are hidden ${why}: ${formatCount(count)}. They are read like all others.`;
    });
  }

  /** A tag outside of the cells. */
  seeTag(name: string, text: string): void {
    if (name === 'filterColumn') this.#filtered = true;
    if (name === 'sheetPr' && isTrue(attributesOf(text).get('filterMode'))) this.#filtered = true;
    if (name === 'col') this.#seeColumns(attributesOf(text));
    if (name === 'mergeCell') this.#seeMerge(attributesOf(text).get('ref') ?? '');
  }

  #seeColumns(attributes: Map<string, string>): void {
    const width = attributes.get('width');
    const hidden = isTrue(attributes.get('hidden')) || (width !== undefined && Number(width) === 0);
    if (!hidden || this.#hiddenColumns.length >= MOST_RANGES) return;
    this.#hiddenColumns.push([Number(attributes.get('min')), Number(attributes.get('max'))]);
  }

  #seeMerge(reference: string): void {
    const from = Number(/\d+/.exec(reference)?.[0]);
    if (Number.isNaN(from)) return;
    this.#merges.count++;
    if (this.#merges.rows.length < 10 && !this.#merges.rows.includes(from)) this.#merges.rows.push(from);
  }

  /** The warnings; columns are named by `header`, and by their letters where it has no name. */
  warnings(header: readonly string[]): Warning[] {
    const cells = this.#cells.list().map(({ column, ...warning }) => ({
      ...warning,
      ...(column !== undefined && { column: header[Number(column) - 1] || columnLetters(Number(column)) }),
    }));
    return [...cells, ...this.#rows.list(), ...this.#hiddenWarnings(header), ...this.#mergeWarnings()];
  }

  #hiddenWarnings(header: readonly string[]): Warning[] {
    const hidden = header.filter((_, at) => this.#hiddenColumns.some(([from, to]) => at + 1 >= from && at + 1 <= to));
    if (hidden.length === 0) return [];
    const message = `Columns that are hidden in the workbook: ${quotedNames(hidden)}. They are read like all others.`;
    return [{ code: 'HIDDEN_COLUMNS', message, count: hidden.length }];
  }

  #mergeWarnings(): Warning[] {
    const { count, rows } = this.#merges;
    if (count === 0) return [];
    const message = `The sheet has ${counted(count, 'merged range')}. Only the first cell of each has a value.`;
    return [{ code: 'MERGED_CELLS', message, count, rows }];
  }
}

/** 28 is `AB`. */
function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
