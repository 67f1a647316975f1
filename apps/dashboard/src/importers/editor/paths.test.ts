import { expect, it } from 'vitest';
import { editText, readText } from './edit-text.ts';
import { isBelow, pathText, removed, renamed } from './paths.ts';

const definition = {
  schema: {
    primaryKey: 'no',
    uniqueKeys: [['a'], ['no', 'a']],
    foreignKeys: [{ fields: ['no'], reference: { fields: ['no'] } }],
    fields: [{ name: 'no' }, { name: 'a' }],
  },
  columns: { no: { aliases: ['n'] } },
  lookups: [{ fields: ['no', 'a'] }],
  checks: [{ lower: 'a', upper: 'no' }, { expr: 'no > 1' }],
};
const after = (edits: ReturnType<typeof renamed>) =>
  readText(editText(JSON.stringify(definition), 'json', edits), 'json').value;

it('renames a field everywhere but in expressions and in other tables', () => {
  expect(after(renamed(definition, 0, 'number'))).toEqual({
    schema: {
      primaryKey: ['number'],
      uniqueKeys: [['a'], ['number', 'a']],
      foreignKeys: [{ fields: ['number'], reference: { fields: ['no'] } }],
      fields: [{ name: 'number' }, { name: 'a' }],
    },
    columns: { number: { aliases: ['n'] } },
    lookups: [{ fields: ['number', 'a'] }],
    checks: [{ lower: 'a', upper: 'number' }, { expr: 'no > 1' }],
  });
});

it('keeps the first name as a header of files, and the column of a table that is there', () => {
  const named = (at: number, name: string, keepsColumn: boolean) =>
    (after(renamed(definition, at, name, keepsColumn)) as typeof definition).columns;
  expect(named(1, 'height', false)).toEqual({ no: { aliases: ['n'] }, height: { aliases: ['a'] } });
  expect(named(1, 'A', true)).toEqual({ no: { aliases: ['n'] }, A: { column: 'a' } });
  expect(named(0, 'number', true)).toEqual({ number: { aliases: ['n'], column: 'no' } });
});

it('removes a field with its column and its place in the key', () => {
  expect(after(removed(definition, 0))).toMatchObject({ schema: { fields: [{ name: 'a' }] } });
  expect(after(removed(definition, 0))).not.toHaveProperty('columns');
  expect(after(removed(definition, 0))).not.toHaveProperty('schema.primaryKey');
});

it('writes paths as problems have them', () => {
  expect(pathText(['schema', 'fields', 3, 'constraints', 'pattern'])).toBe('schema.fields[3].constraints.pattern');
  expect(pathText(['columns', 'order no', 'aliases'])).toBe('columns["order no"].aliases');
  expect([isBelow('columns.a.aliases', 'columns.a'), isBelow('columns.ab', 'columns.a')]).toEqual([true, false]);
});
