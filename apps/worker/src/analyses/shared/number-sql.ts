import type { Dialect } from '../../tabular/index.ts';
import type { DecimalMark, TableColumn } from '../types.ts';

/** A column's number format: decimal point or comma, and the maximum number of decimals. */
export interface NumberStyle {
  readonly decimal: '.' | ',';
  readonly decimals: number;
}

/** The decimal mark of a column's numbers. */
export const decimalOf = ({ decimal }: TableColumn, { decimalComma }: Pick<Dialect, 'decimalComma'>): DecimalMark =>
  decimal ?? (decimalComma ? ',' : '.');

/** No leading zeros: 00123 is an identifier. */
const DIGITS = '(?:0|[1-9][0-9]*)';
const EXPONENT = '(?:[eE][+-]?[0-9]{1,4})?';

/** A plain number, as an RE2 expression for the whole cell; surrounding whitespace is ignored. */
export const numberPattern = (decimal: '.' | ','): string => {
  const point = decimal === '.' ? '[.]' : ',';
  return String.raw`\s*[+-]?(?:${DIGITS}(?:${point}[0-9]*)?|${point}[0-9]+)${EXPONENT}\s*`;
};

/** A number with thousands separators, such as 1,234.50 with a decimal point; RE2 for the whole cell. */
export const groupedPattern = (decimal: '.' | ','): string => {
  const [point, group] = decimal === '.' ? ['[.]', ','] : [',', '[.]'];
  return String.raw`\s*[+-]?[1-9][0-9]{0,2}(?:${group}[0-9]{3})+(?:${point}[0-9]*)?\s*`;
};

/** Infinity: it fits a numeric column but has no usable value. */
const INFINITE = String.raw`\s*[+-]?(?i:inf(?:inity)?)\s*`;

export const isNumberText = (value: string, decimal: '.' | ','): string =>
  `regexp_full_match(${value}, '${numberPattern(decimal)}|${INFINITE}')`;

/** The cell as a finite DOUBLE, or NULL. */
export function numberValue(value: string, decimal: '.' | ','): string {
  const cast = `TRY_CAST(${decimal === ',' ? `replace(${value}, ',', '.')` : value} AS DOUBLE)`;
  return `CASE WHEN regexp_full_match(${value}, '${numberPattern(decimal)}') AND isfinite(${cast}) THEN ${cast} END`;
}

/** The same, also for numbers with thousands separators. */
export function groupedNumberValue(value: string, decimal: '.' | ','): string {
  const plain = decimal === '.' ? `replace(${value}, ',', '')` : `replace(replace(${value}, '.', ''), ',', '.')`;
  return `CASE WHEN regexp_full_match(${value}, '${groupedPattern(decimal)}') THEN TRY_CAST(${plain} AS DOUBLE)
    ELSE ${numberValue(value, decimal)} END`;
}

/** Decimal places, 0 to 15; 0 for a blank cell, because `least` ignores NULL. */
export const decimalsOf = (value: string, decimal: '.' | ','): string =>
  `least(15, coalesce(strlen(regexp_extract(${value}, '${decimal === '.' ? '[.]' : ','}([0-9]+)', 1)), 0))`;

/** A number in the column's format, with at most `decimals` decimal places. */
export function spellNumber(value: number, { decimal }: NumberStyle, decimals: number): string {
  const text = String(Number(value.toFixed(Math.min(decimals, 15))));
  return decimal === ',' ? text.replace('.', ',') : text;
}

/**
 * Without the noise of binary fractions: 0.30000000000000004 becomes 0.3, but a number that needs all its digits keeps them.
 * Null if JSON cannot represent it.
 */
export function exactDouble(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  const rounded = Number(value.toPrecision(15));
  return Math.abs(rounded - value) <= 4 * Number.EPSILON * Math.abs(value) ? rounded : value;
}

/** Rounded to 12 significant digits, because parallel sums differ in the last ones. Null if JSON cannot represent it. */
export function roundDouble(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(12));
}

/** 0 if there is nothing to divide. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : (roundDouble(part / whole) ?? 0));
