/** Larger exponents are not of numbers that a table holds. */
const MOST_EXPONENT = 1_000;
/** MySQL's DECIMAL has 65 digits. */
const MOST_DIGITS = 400;

/** An exact decimal: `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** The decimal that a text is, as XML Schema and JSON write it; undefined for any other text. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MOST_DIGITS) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = DECIMAL.exec(text) ?? [];
  const exponent = Number(power) - fraction.length;
  if (sign === undefined || whole + fraction === '' || Math.abs(exponent) > MOST_EXPONENT) return undefined;
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), exponent };
}

/** Less than, equal to or greater than zero, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const least = Math.min(a.exponent, b.exponent);
  const [x, y] = [scaled(a, least), scaled(b, least)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const scaled = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);

/** Whether a double holds the number that a text writes, digit for digit. */
export function isExact(text: string, value: number): boolean {
  if (text.length < 16 && !/[eE]/.test(text)) return true;
  const written = parseDecimal(text);
  const held = parseDecimal(String(value));
  return written === undefined || held === undefined
    ? Number.isSafeInteger(value)
    : compareDecimals(written, held) === 0;
}
