import type { CellContext } from '../types.ts';
import { compareNumbers, digitsOf, plainInteger, plainNumber, simpleNumber, withoutMarks } from './numerals.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

/** What MySQL's DECIMAL holds: 65 digits, of which 30 after the period. */
const MOST_DIGITS = 65;
const MOST_FRACTION = 30;
const MOST_EXACT = 18;

/** The least and greatest value of MySQL's integers, by bits. */
function rangeOf(sqlType = 'bigint'): readonly [string, string] {
  const [name = '', unsigned] = sqlType.split(' ');
  const bits = { tinyint: 8, smallint: 16, mediumint: 24, int: 32 }[name] ?? 64;
  if (unsigned) return ['0', String(2n ** BigInt(bits) - 1n)];
  return [String(-(2n ** BigInt(bits - 1))), String(2n ** BigInt(bits - 1) - 1n)];
}

/** Whole numbers, of the range of the column or of BIGINT. */
export function integerType({ field, column: { sqlType } }: FieldSource): ValueType {
  // Whole numbers have no mark before decimals, so that any mark may be between groups.
  const plain = withoutMarks({ ...field, decimalChar: field.groupChar === '.' ? ',' : '.' });
  const [least, most] = rangeOf(sqlType);
  const fits = (value: string): boolean =>
    (sqlType === undefined && value.length <= MOST_EXACT) ||
    (compareNumbers(value, least) >= 0 && compareNumbers(value, most) <= 0);
  const parseAs =
    (unmarked: (text: string) => string | undefined): Parse =>
    (text, cell) => {
      const value = simpleNumber(text) ?? plainInteger(unmarked(text) ?? '');
      if (value === undefined) return cell.fail('NOT_INTEGER', 'is not a whole number');
      return fits(value)
        ? value
        : cell.fail('NUMBER_OUT_OF_RANGE', `is not between ${least} and ${most}, which can be stored`);
    };
  return { label: 'whole number', compare: compareNumbers, parse: parseAs(plain), parseTyped: parseAs(asIs) };
}
const asIs = (text: string): string => text;

const SPECIAL = /^[+-]?(?:NaN|INF|Infinity)$/i;

/** Exact decimals, of the precision of the column or of the largest DECIMAL. */
export function numberType({ field, column: { sqlType = '' } }: FieldSource): ValueType {
  const plain = withoutMarks(field);
  const [precision, mostFraction = 0] = (/^decimal\((\d+)(?:,(\d+))?/.exec(sqlType) ?? [])
    .slice(1)
    .map((n) => Number(n ?? 0));
  const fits =
    precision === undefined
      ? fitsLargest
      : (value: string, cell: CellContext) => fitsDecimal(value, precision, mostFraction, cell);
  const isUnsigned = sqlType.endsWith(' unsigned');
  const { decimalChar = '.', groupChar = '' } = field;
  const example = `1${groupChar}234${decimalChar}5`;
  const parseAs =
    (unmarked: (text: string) => string | undefined, mark: string): Parse =>
    (text, cell) => {
      const value = simpleNumber(text, mark) ?? plainNumber(unmarked(text) ?? '');
      if (value === undefined) {
        return cell.fail(
          'NOT_NUMBER',
          SPECIAL.test(text) ? 'is a number that cannot be stored' : `is not a number such as ${example}`,
        );
      }
      if (isUnsigned && value.startsWith('-')) return cell.fail('NUMBER_OUT_OF_RANGE', 'is below 0');
      if (value === 'TOO_LARGE') return cell.fail('NUMBER_OUT_OF_RANGE', 'has more digits than can be stored');
      return fits(value, cell) ? value : undefined;
    };
  return {
    label: `number, such as ${example}`,
    compare: compareNumbers,
    parse: parseAs(plain, decimalChar),
    parseTyped: parseAs(asIs, '.'),
  };
}

function fitsLargest(value: string, cell: CellContext): boolean {
  if (value.length <= MOST_FRACTION) return true;
  const { whole, fraction } = digitsOf(value);
  if (whole + fraction <= MOST_DIGITS && fraction <= MOST_FRACTION) return true;
  cell.fail('NUMBER_OUT_OF_RANGE', 'has more digits than can be stored');
  return false;
}

function fitsDecimal(value: string, precision: number, mostFraction: number, cell: CellContext): boolean {
  const { whole, fraction } = digitsOf(value);
  const isBelowOne = value.startsWith('0') || value.startsWith('-0');
  const [most, has] = [precision - mostFraction, isBelowOne ? 0 : whole];
  if (has > most)
    cell.fail('NUMBER_OUT_OF_RANGE', `has ${has} digits before the decimal mark; at most ${most} can be stored`);
  else if (fraction > mostFraction) {
    cell.fail(
      'NUMBER_OUT_OF_RANGE',
      `has ${fraction} digits after the decimal mark; at most ${mostFraction} can be stored`,
    );
  } else return true;
  return false;
}
