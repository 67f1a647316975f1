import type { ColumnExtras } from '../document/definition.ts';
import { type Field, plainValue } from '../document/table-schema.ts';
import { definitionValues } from '../fields/definition-values.ts';
import { valueType } from '../fields/index.ts';
import { digitsOf } from '../fields/numerals.ts';

/** The longest text whose column is a VARCHAR, all of which together are at most 64 KiB of a row. */
const MOST_VARCHAR = 1_024;
const USUAL = 255;
/** The digits after the decimal mark of numbers that have no other type: those of a double. */
const SCALE = 18;
const MOST_DIGITS = 65;

/**
 * The type of the column that Sluice makes for a field, as information_schema writes it: `columns.*.sqlType`, or one that holds
 * all values that the field can have, as far as its constraints say. Texts in keys are VARCHAR, because only those have an index.
 */
export function sqlTypeOf(field: Field, column: ColumnExtras, isKey = false): string {
  if (column.sqlType !== undefined) return asShown(column.sqlType);
  const { type = 'any' } = field;
  switch (type) {
    case 'string':
    case 'any':
      return textType(lengthOf(field, column), isKey);
    case 'integer':
      return 'bigint';
    case 'number':
      return decimalType(field, column);
    case 'boolean':
      return 'tinyint(1)';
    case 'date':
      return 'date';
    case 'time':
      return 'time(3)';
    case 'datetime':
      return 'datetime(3)';
    case 'year':
      return 'smallint';
    case 'yearmonth':
      return 'varchar(16)';
    case 'duration':
      return 'varchar(64)';
    case 'geopoint':
      return 'varchar(100)';
    default:
      return 'json';
  }
}

/** A type of a definition as the server shows it. */
const asShown = (sqlType: string): string =>
  sqlType
    .replace(/^boolean$/, 'tinyint(1)')
    .replace(/^decimal\((\d+)\)/, 'decimal($1,0)')
    .replace(/^(time|datetime|timestamp)\(0\)$/, '$1');

/** The most characters of a text; undefined if they are not limited. */
function lengthOf({ format, constraints = {}, categories }: Field, { generate }: ColumnExtras): number | undefined {
  const { maxLength, enum: allowed = categories?.map(plainValue<string | number>) } = constraints;
  if (maxLength !== undefined) return Math.max(maxLength, 1);
  if (format === 'uuid') return 36;
  if (format === 'email' || generate) return USUAL;
  return allowed && Math.max(USUAL, ...allowed.map((value) => [...String(value)].length));
}

function textType(length: number | undefined, isKey: boolean): string {
  if (isKey) return `varchar(${length ?? USUAL})`;
  if (length === undefined) return 'text';
  if (length <= MOST_VARCHAR) return `varchar(${length})`;
  // Of a UTF-8 of at most four bytes.
  return length <= 16_383 ? 'text' : length <= 4_194_303 ? 'mediumtext' : 'longtext';
}

function decimalType(field: Field, column: ColumnExtras): string {
  const { bounds } = definitionValues({ field, column }, valueType({ field, column }));
  const low = bounds.get('minimum') ?? bounds.get('exclusiveMinimum');
  const high = bounds.get('maximum') ?? bounds.get('exclusiveMaximum');
  const whole = low === undefined || high === undefined ? 20 : Math.max(digitsOf(low).whole, digitsOf(high).whole);
  return `decimal(${Math.min(whole + SCALE, MOST_DIGITS)},${SCALE})`;
}
