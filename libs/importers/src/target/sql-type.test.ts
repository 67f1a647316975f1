import { expect, it } from 'vitest';
import type { Field } from '../document/table-schema.ts';
import { sqlTypeOf } from './sql-type.ts';

const typeOf = (field: Omit<Field, 'name'>, column = {}, isKey = false) =>
  sqlTypeOf({ name: 'f', ...field } as Field, column, isKey);

it.each([
  ['a text of unknown length', { type: 'string' }, 'text'],
  ['a short text', { type: 'string', constraints: { maxLength: 40 } }, 'varchar(40)'],
  ['a long text', { type: 'string', constraints: { maxLength: 16_384 } }, 'mediumtext'],
  ['allowed values', { type: 'string', constraints: { enum: ['a', 'b'] } }, 'varchar(255)'],
  ['categories that are longer', { type: 'string', categories: ['x'.repeat(300)] }, 'varchar(300)'],
  ['numbers within bounds', { type: 'number', constraints: { minimum: '-1000.5', maximum: 20 } }, 'decimal(22,18)'],
  ['numbers with one bound', { type: 'number', constraints: { minimum: 0 } }, 'decimal(38,18)'],
  ['no type', {}, 'text'],
] as const)('%s', (_, field, type) => expect(typeOf(field as Omit<Field, 'name'>)).toBe(type));

it('makes texts of keys such that they have an index', () => {
  expect(typeOf({ type: 'string' }, {}, true)).toBe('varchar(255)');
  expect(typeOf({ type: 'string', constraints: { maxLength: 2_000 } }, {}, true)).toBe('varchar(2000)');
});

it.each([
  ['decimal(12)', 'decimal(12,0)'],
  ['boolean', 'tinyint(1)'],
  ['datetime(0)', 'datetime'],
  ['int unsigned', 'int unsigned'],
])('writes the sqlType %s as the server shows it', (sqlType, shown) => {
  expect(typeOf({ type: 'number' }, { sqlType })).toBe(shown);
});
