import { expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { limitOf, limitsOf, withLimits } from './index.ts';
import { column, notes, notesDefinition } from './testing/notes.ts';

const message = (type: string, stored: string, more = {}): string | undefined =>
  limitOf(column('qty', type, more), 'shop.lines.qty')?.(stored)?.message;

it.each([
  ['tinyint', '128', 'is greater than 127, the most that shop.lines.qty can hold'],
  ['int unsigned', '-1', 'is less than 0, the least that shop.lines.qty can hold'],
  ['decimal(4,2)', '100', 'is greater than 99.99, the most that shop.lines.qty can hold'],
  ['decimal(4,2)', '1.005', 'has 3 digits after the decimal mark; shop.lines.qty holds 2'],
  ['decimal(4,0)', '1.5', 'has 1 digit after the decimal mark; shop.lines.qty holds whole numbers'],
  ['float unsigned', '-1', 'is less than 0, the least that shop.lines.qty can hold'],
  ['year', '24', 'is less than 1901, the least that shop.lines.qty can hold'],
  ['timestamp', '2040-01-01', 'is after 2038-01-19 03:14:07, the last that shop.lines.qty can hold'],
  ['date', '0999-12-31', 'is before 1000-01-01, the first that shop.lines.qty can hold'],
  ['varchar(3)', '😀😀😀x', 'has 4 characters; shop.lines.qty can hold 3'],
  ['tinytext', 'é'.repeat(128), 'has 256 bytes; shop.lines.qty can hold 255'],
  ["enum('S','M')", 'XL', 'is not one of S, M, which shop.lines.qty can hold'],
])('%s cannot hold %s', (type, stored, expected) => expect(message(type, stored)).toBe(expected));

it('names a character that the set of a column lacks', () => {
  expect(message('varchar(9)', '5 ₽', { characterSet: 'latin1' })).toBe(
    'has the character ₽ (U+20BD), which shop.lines.qty cannot hold, because it is latin1',
  );
});

it('does not let the server count up numbers for zeros', () => {
  expect(message('int', '0')).toBeUndefined();
  expect(message('int', '0', { autoIncrement: true })).toMatch(/^is 0, for which the server/);
});

it('knows no limit of columns that hold everything', () => {
  for (const type of ['json', 'longtext', 'time', 'uuid']) expect(message(type, 'x'.repeat(99_999))).toBeUndefined();
});

it('finds the limits of the columns of a definition, by field', () => {
  const limits = limitsOf(
    notesDefinition({ columns: { text: { column: 'CODE' } }, schema: { fields: [{ name: 'text' }] } }),
    notes,
  );
  expect([...limits.keys()]).toEqual(['text']);
  expect(limits.get('text')?.('x'.repeat(21))).toEqual({
    code: 'TOO_LONG',
    message: 'has 21 characters; app.notes.code can hold 20',
  });
});

it('makes row errors of values that a column cannot hold', () => {
  const definition = notesDefinition();
  const code = withLimits(compile(definition), definition, notes).columns[0];
  const errors: string[] = [];
  const fail = (error: string) => void errors.push(error) as undefined;
  const cell = { dateOrder: undefined, fail };
  expect(code?.type.parse('A-1', cell)).toBe('A-1');
  expect(code?.type.parse('x'.repeat(21), cell)).toBeUndefined();
  const amount = column('amount', 'tinyint', { nullable: true });
  const numbers = notesDefinition({ schema: { fields: [{ name: 'amount', type: 'integer' }] } });
  const typed = withLimits(compile(numbers), numbers, { ...notes, columns: [...notes.columns, amount] }).columns[0];
  expect((typed?.type.parseTyped ?? typed?.type.parse)?.('300', cell)).toBeUndefined();
  expect(errors).toEqual(['TOO_LONG', 'NUMBER_OUT_OF_RANGE']);
});
