import { looksTyped } from '@sluice/importers';
import type { Dialect, RecordBlock } from './types.ts';

/** Cells of the CSV spool that a workbook is converted to. Some have no value, and the spool says why. */

export const cellFaultCodes = ['SPREADSHEET_ERROR', 'SHARED_TEXT_MISSING', 'FORMULA_WITHOUT_VALUE'] as const;
export type CellFaultCode = (typeof cellFaultCodes)[number];

/** Why one cell of a record has no value. The record's other cells are as usual. */
export interface CellFault {
  readonly code: CellFaultCode;
  /** Continues the name of a column: "has the spreadsheet error #N/A". */
  readonly message: string;
  /** What the workbook has instead of a value. */
  readonly value?: string;
}

/** Starts a cell that has no value, or whose text would look like one. XML cannot contain this character. */
const MARK = '\u0001';
const letters = { SPREADSHEET_ERROR: 'e', SHARED_TEXT_MISSING: 's', FORMULA_WITHOUT_VALUE: 'f' } as const;
const codes = new Map(cellFaultCodes.map((code) => [letters[code] as string, code]));

/** A value as one cell of the CSV spool: quoted if it contains a delimiter, a quote or a line break. */
export function csvCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The same for any text of a workbook. One that looks like another value is quoted, which other values never are. */
export function textCell(text: string): string {
  if (looksTyped(text.trim())) return `"${text}"`;
  return csvCell(text.startsWith(MARK) ? `${MARK}t${text}` : text);
}

const QUOTE = 34;
const COMMA = 44;

/** The positions of quoted cells in a line of the spool, all of which are texts. */
export function quotedCells(line: string): Set<number> {
  const quoted = new Set<number>();
  let cell = 0;
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at);
    if (unit === COMMA) cell++;
    // A doubled quote begins a part that ends at the next one.
    else if (unit === QUOTE) {
      quoted.add(cell);
      at = line.indexOf('"', at + 1);
      if (at < 0) return quoted;
    }
  }
  return quoted;
}

export const faultCell = (code: CellFaultCode, text: string): string => csvCell(`${MARK}${letters[code]}${text}`);

/** A cell without a value in a line of the spool, and what is before it. */
export const FAULT = new RegExp(`(^|[,\\n])${MARK}[${Object.values(letters).join('')}][^,\\n"]*`, 'g');

const FORMULA = faultCell('FORMULA_WITHOUT_VALUE', '');

/** Whether a cell of the spool shows nothing in the workbook. */
export const isBlankCell = (cell: string): boolean => cell === FORMULA || /^\s*$/.test(cell);

/** A formula without a value. */
export const isFormulaCell = (cell: string): boolean => cell === FORMULA;

/** Whether a cell of the spool has a mark. */
export const isMarkedCell = (cell: string): boolean => cell.startsWith(MARK) || cell.startsWith(`"${MARK}`);

/** A text of the spool for judging its columns: what has no value is an error, because a blank cell would narrow its row. */
export const withoutFaults = (text: string): string => (text.includes(MARK) ? text.replace(FAULT, '$1#N/A') : text);

export const hasMarks = (raw: string): boolean => raw.includes(MARK);

const NONE: ReadonlySet<number> = new Set();

/** Positions of the cells of a record that are texts and may look like other values; undefined for a file without types. */
export const textCells = (
  { texts }: Pick<RecordBlock, 'texts'>,
  at: number,
  { format }: Pick<Dialect, 'format'>,
): ReadonlySet<number> | undefined => (format === 'xlsx' ? (texts.get(at) ?? NONE) : undefined);

/** Clears the marked cells and returns their faults by position. */
export function takeFaults(cells: string[]): Map<number, CellFault> {
  const faults = new Map<number, CellFault>();
  for (const [at, cell] of cells.entries()) {
    if (!cell.startsWith(MARK)) continue;
    const code = codes.get(cell.charAt(1));
    const text = cell.slice(2);
    cells[at] = code === undefined ? text : '';
    if (code !== undefined) faults.set(at, faultOf(code, text));
  }
  return faults;
}

function faultOf(code: CellFaultCode, value: string): CellFault {
  switch (code) {
    case 'SPREADSHEET_ERROR':
      return value === ''
        ? { code, message: 'has a spreadsheet error' }
        : { code, message: `has the spreadsheet error ${value.slice(0, 40)}`, value };
    case 'SHARED_TEXT_MISSING':
      return { code, message: `refers to text ${value.slice(0, 40)}, which the workbook does not have` };
    case 'FORMULA_WITHOUT_VALUE':
      return { code, message: 'has a formula without a stored result. Save the workbook in a spreadsheet program' };
  }
}

/** The record's text as the workbook shows it; something like a formula is no error that a spreadsheet program writes. */
export function rawOf(cells: readonly string[], faults: ReadonlyMap<number, CellFault>): string {
  const shown = (at: number): string => faults.get(at)?.value ?? '';
  return cells.map((cell, at) => csvCell(cell === '' && shown(at).startsWith('#') ? shown(at) : cell)).join(',');
}
