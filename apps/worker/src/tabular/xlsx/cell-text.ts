import { csvCell, faultCell, textCell } from '../spool-cells.ts';
import { type DateSystem, SYSTEMS_AGREE_FROM, serialOfIso, shownDate } from './dates.ts';
import type { DateDisplay, NumberFormat } from './number-format.ts';
import type { SharedStrings } from './shared-strings.ts';

/** What is worth a warning in a cell, see `warnings.ts`. */
export type CellNote =
  | 'SPREADSHEET_ERROR'
  | 'SHARED_TEXT_MISSING'
  | 'FORMULA_WITHOUT_VALUE'
  | 'FORMAT_NOT_KEPT'
  | 'TIME_ROUNDED'
  | 'TIME_NOT_SHOWN'
  | 'DATE_OUT_OF_RANGE'
  | 'DATE_SYSTEM_UNCLEAR'
  | 'ROW_REFERENCE_WRONG';

/** Settings shared by all cells of a workbook. */
export interface CellContext {
  readonly strings: SharedStrings;
  /** By cell style; undefined for formats that show numbers as they are. */
  readonly formats: readonly (NumberFormat | undefined)[];
  readonly dateSystem: DateSystem;
  /** Programs disagree about the workbook's date system. */
  readonly dateSystemUnclear: boolean;
}

type Note = (code: CellNote, detail?: string) => void;

/**
 * A cell for the CSV spool. `type` is the cell's `t`, `style` its `s`, `value` the text of its `v` or of its inline string; a
 * formula's cached result has the type of the result.
 */
export function cellText(type: string, style: string, value: string, context: CellContext, note: Note): string {
  if (type === 's') return value === '' ? '' : sharedText(value, context, note);
  if (type === 'e') {
    note('SPREADSHEET_ERROR');
    return faultCell('SPREADSHEET_ERROR', value);
  }
  if (value === '') return '';
  if (type === '' || type === 'n')
    return csvCell(style === '' ? numberText(value) : styledNumber(style, value, context, note));
  if (type === 'b') return value === '0' || value === 'false' ? 'false' : 'true';
  if (type === 'd') return csvCell(isoText(style, value, context, note));
  return textCell(unescapeText(value));
}

function sharedText(value: string, { strings }: CellContext, note: Note): string {
  const text = strings.at(Number(value));
  if (text !== undefined) return text;
  note('SHARED_TEXT_MISSING');
  return faultCell('SHARED_TEXT_MISSING', value);
}

/** A number as its format shows it if that is a date or has leading zeros; otherwise the number itself. */
function styledNumber(style: string, stored: string, context: CellContext, note: Note): string {
  const { formats, dateSystem } = context;
  const format = formats[Number(style)];
  if (format === undefined) return numberText(stored);
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  const display = format.displayOf(value);
  if (display.kind === 'date') {
    if (display.date && isUnclear(value, context)) note('DATE_SYSTEM_UNCLEAR', dayZero[dateSystem]);
    return dateText(value, display, dateSystem, note) ?? numberText(stored);
  }
  const text = numberText(stored);
  if (display.kind === 'number') return text;
  const whole = display.kind === 'zeros' ? /^(-?)(\d+)$/.exec(text) : undefined;
  if (display.kind === 'zeros' && whole) return `${whole[1]}${whole[2]?.padStart(display.digits, '0')}`;
  if (display.kind === 'zeros' || display.differs(value)) note('FORMAT_NOT_KEPT', format.code);
  return text;
}

const dayZero: Readonly<Record<DateSystem, string>> = { 1900: '1899-12-31', 1904: '1904-01-01', ISO: '1899-12-30' };

/** Whether programs would show different days. */
const isUnclear = (serial: number, { dateSystem, dateSystemUnclear }: CellContext): boolean =>
  dateSystemUnclear || (dateSystem === 'ISO' && serial >= 0 && serial < SYSTEMS_AGREE_FROM);

function dateText(serial: number, display: DateDisplay, system: DateSystem, note: Note): string | undefined {
  const shown = shownDate(serial, display, system);
  if (shown === undefined) note('DATE_OUT_OF_RANGE');
  if (shown?.rounded) note('TIME_ROUNDED');
  if (shown?.hidden) note('TIME_NOT_SHOWN');
  return shown?.text;
}

/** Strict workbooks can have dates as text. */
const exactly: DateDisplay = { kind: 'date', date: true, time: true, elapsed: false, unit: 1 };

function isoText(style: string, value: string, { formats }: CellContext, note: Note): string {
  const serial = serialOfIso(value);
  if (serial === undefined) return value;
  const display = formats[Number(style)]?.displayOf(serial);
  return dateText(serial, display?.kind === 'date' ? display : exactly, '1900', note) ?? value;
}

/**
 * The text of a number cell: the shortest one that parses to the same double, without exponent. Whole numbers keep the digits
 * of the file, even beyond 2^53. Other text is returned unchanged.
 */
export function numberText(stored: string): string {
  if (/^-?(0|[1-9]\d*)$/.test(stored)) return stored === '-0' ? '0' : stored;
  const value = Number(stored);
  if (!Number.isFinite(value) || stored.trim() === '') return stored;
  const text = String(value === 0 ? 0 : value);
  return text.includes('e') ? withoutExponent(text) : text;
}

/** `1.5e-7` as `0.00000015`, `1e+21` as `1000000000000000000000`. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Decodes characters that XML cannot represent, written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(value: string): string {
  if (!value.includes('_x')) return value;
  return value.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
