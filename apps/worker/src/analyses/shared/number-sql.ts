/** How a column writes its numbers: with a point or a comma, and at most so many decimals. */
export interface NumberStyle {
  readonly decimal: '.' | ',';
  readonly decimals: number;
}

/** No zeros in front: 00123 is an identifier. */
const DIGITS = '(?:0|[1-9][0-9]*)';
const EXPONENT = '(?:[eE][+-]?[0-9]{1,4})?';

/** A plain number, as an RE2 expression for the whole cell; surrounding whitespace is ignored. */
export const numberPattern = (decimal: '.' | ','): string => {
  const point = decimal === '.' ? '[.]' : ',';
  return String.raw`\s*[+-]?(?:${DIGITS}(?:${point}[0-9]*)?|${point}[0-9]+)${EXPONENT}\s*`;
};

/** A number with thousands signs, such as 1,234.50 where the point is the decimal sign; RE2 for the whole cell. */
export const groupedPattern = (decimal: '.' | ','): string => {
  const [point, group] = decimal === '.' ? ['[.]', ','] : [',', '[.]'];
  return String.raw`\s*[+-]?[1-9][0-9]{0,2}(?:${group}[0-9]{3})+(?:${point}[0-9]*)?\s*`;
};

/** Said to be a number, yet beyond what can be reckoned with: it belongs into a column of numbers and has no value. */
const INFINITE = String.raw`\s*[+-]?(?i:inf(?:inity)?)\s*`;

export const isNumberText = (value: string, decimal: '.' | ','): string =>
  `regexp_full_match(${value}, '${numberPattern(decimal)}|${INFINITE}')`;

/** The cell as a finite DOUBLE; NULL where it is none. */
export function numberValue(value: string, decimal: '.' | ','): string {
  const cast = `TRY_CAST(${decimal === ',' ? `replace(${value}, ',', '.')` : value} AS DOUBLE)`;
  return `CASE WHEN regexp_full_match(${value}, '${numberPattern(decimal)}') AND isfinite(${cast}) THEN ${cast} END`;
}

/** The same, numbers with thousands signs among them. */
export function groupedNumberValue(value: string, decimal: '.' | ','): string {
  const plain = decimal === '.' ? `replace(${value}, ',', '')` : `replace(replace(${value}, '.', ''), ',', '.')`;
  return `CASE WHEN regexp_full_match(${value}, '${groupedPattern(decimal)}') THEN TRY_CAST(${plain} AS DOUBLE)
    ELSE ${numberValue(value, decimal)} END`;
}

/** Digits behind the decimal sign, 0 to 15. */
export const decimalsOf = (value: string, decimal: '.' | ','): string =>
  `least(15, strlen(regexp_extract(${value}, '${decimal === '.' ? '[.]' : ','}([0-9]+)', 1)))`;

/** A number as the column would write it, with at most `decimals` digits behind the sign. */
export function spellNumber(value: number, { decimal }: NumberStyle, decimals: number): string {
  const text = String(Number(value.toFixed(Math.min(decimals, 15))));
  return decimal === ',' ? text.replace('.', ',') : text;
}

/** To 12 significant digits: sums over threads differ in the last ones. Null for what JSON cannot hold. */
export function roundDouble(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(12));
}

/** 0 where there is nothing to divide. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : (roundDouble(part / whole) ?? 0));
