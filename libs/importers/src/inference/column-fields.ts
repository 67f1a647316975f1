import { type ColumnType, columnType, type TableColumn } from '@sluice/core';
import type { ColumnExtras } from '../document/definition.ts';
import type { Constraints } from '../document/table-schema.ts';
import type { FieldFacts } from './reading.ts';

/** What a column of a table says about its field. */
export interface ColumnField {
  readonly field: FieldFacts;
  readonly column: ColumnExtras;
}

/** Ranges of MySQL's integers by type; those of BIGINT are the reader's own. */
const bits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32 };
/** The most characters of texts without a length, each of as many bytes as its character set may take. */
const textBytes: Readonly<Record<string, number>> = { tinytext: 255, text: 65_535, mediumtext: 16_777_215 };
const SINGLE_BYTE = /^(?:latin|ascii|cp12|cp85|koi8|greek|hebrew)/;

const field = (facts: FieldFacts, constraints: Constraints = {}, column: ColumnExtras = {}): ColumnField => ({
  field: { ...facts, ...(Object.keys(constraints).length > 0 && { constraints }) },
  column,
});

/** The field for a column; undefined if no field can be written to its type. */
export function columnField({ type, collation, characterSet }: TableColumn): ColumnField | undefined {
  const of = columnType(type);
  switch (of.family) {
    case 'integer':
      return integerField(of);
    case 'decimal':
      return field(
        { type: 'number' },
        {},
        { sqlType: `decimal(${of.sizes.join(',')})${of.unsigned ? ' unsigned' : ''}` },
      );
    case 'float':
      return field({ type: 'number' }, of.unsigned ? { minimum: 0 } : {});
    case 'text':
      return field({ type: 'string' }, lengthOf(of, characterSet));
    case 'member':
      return of.base === 'enum'
        ? field({ type: 'string' }, { enum: [...of.members] }, collation?.endsWith('_ci') ? { ignoreCase: true } : {})
        : undefined;
    case 'date':
    case 'time':
      return field({ type: of.family, format: 'any' });
    case 'datetime':
      return field({ type: 'datetime', format: 'any' }, of.base === 'timestamp' ? TIMESTAMPS : {});
    case 'year':
      return field({ type: 'year' }, { minimum: 1901, maximum: 2155 });
    case 'json':
      return field({ type: 'object' }, {}, { json: 'any' });
    case 'uuid':
      return field({ type: 'string', format: 'uuid' });
    default:
      return undefined;
  }
}

const TIMESTAMPS: Constraints = { minimum: '1970-01-01T00:00:01Z', maximum: '2038-01-19T03:14:07Z' };

function integerField({ base, sizes, unsigned }: ColumnType): ColumnField {
  if (base === 'boolean' || (base === 'tinyint' && sizes[0] === 1)) return field({ type: 'boolean' });
  const size = bits[base];
  if (size === undefined) {
    return unsigned ? field({ type: 'integer' }, {}, { sqlType: 'bigint unsigned' }) : field({ type: 'integer' });
  }
  const half = 2 ** (size - 1);
  return field(
    { type: 'integer' },
    unsigned ? { minimum: 0, maximum: 2 * half - 1 } : { minimum: -half, maximum: half - 1 },
  );
}

function lengthOf({ base, sizes: [length] }: ColumnType, characterSet: string | null): Constraints {
  if (length !== undefined) return { maxLength: length };
  const bytes = textBytes[base];
  if (bytes === undefined) return {};
  return { maxLength: Math.floor(bytes / (SINGLE_BYTE.test(characterSet ?? '') ? 1 : 4)) };
}
