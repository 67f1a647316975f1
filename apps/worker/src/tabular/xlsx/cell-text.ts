import { type DateKind, serialToIso } from './dates.ts';
import type { SharedStrings } from './shared-strings.ts';

/** Settings shared by all cells of a workbook. */
export interface CellContext {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly (DateKind | undefined)[];
  readonly date1904: boolean;
}

/**
 * A cell for the CSV spool. `type` is the cell's `t`, `style` its `s`, `value` the text of its `v` or of its inline string; a
 * formula's cached result has the type of the result.
 */
export function cellText(type: string, style: string, value: string, context: CellContext): string {
  if (type === 's') return value === '' ? '' : context.strings.at(Number(value));
  if (value === '') return '';
  if (type === '' || type === 'n')
    return csvCell(style === '' ? numberText(value) : styledNumber(style, value, context));
  if (type === 'b') return value === '0' || value === 'false' ? 'false' : 'true';
  if (type === 'd') return csvCell(value.replace(/T00:00:00(\.0+)?Z?$/, ''));
  return csvCell(unescapeText(value));
}

function styledNumber(style: string, value: string, { dateStyles, date1904 }: CellContext): string {
  const kind = dateStyles[Number(style)];
  const iso = kind === undefined ? undefined : serialToIso(Number(value), kind, date1904);
  return iso ?? numberText(value);
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

/** A value as one cell of the CSV spool: quoted if it contains a delimiter, a quote or a line break. */
export function csvCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Decodes characters that XML cannot represent, written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(value: string): string {
  if (!value.includes('_x')) return value;
  return value.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
