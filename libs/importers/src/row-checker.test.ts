import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { readDefinition } from './document/read-definition.ts';
import { matchHeader } from './header.ts';
import { RowChecker } from './row-checker.ts';
import type { DateOrder } from './types.ts';

const names = ['id', 'day', 'clock', 'price', 'state'];
const { definition } = readDefinition(
  JSON.stringify({
    name: 'prices',
    target: { table: 'prices', manage: 'existing', account: 'account' },
    schema: {
      missingValues: ['', 'n/a'],
      primaryKey: ['id'],
      fields: [
        { name: 'id', type: 'string', constraints: { required: true } },
        { name: 'day', type: 'date', format: 'any' },
        { name: 'clock', type: 'time', format: 'any' },
        { name: 'price', type: 'number', decimalChar: ',', groupChar: '.', constraints: { minimum: 0 } },
        { name: 'state', type: 'string', constraints: { required: true, enum: ['open', 'paid'] } },
      ],
    },
  }),
);
if (!definition) throw new Error('The definition is wrong.');
const importer = compile(definition);
const mapping = matchHeader(names, importer);
const checkerOf = (dateOrder: () => DateOrder | undefined = () => 'DMY') =>
  new RowChecker({ importer, mapping, dateOrder, fallbacks: {} });

/** Few texts, so that most are repeated: right and wrong ones, and those that need a repair or a warning. */
const rows = fc.array(
  fc.tuple(
    fc.constantFrom('A-1', 'A-2', ' A-1 ', 'A\u200b-1', 'Cafe\u0301', '="007"', '', 'n/a'),
    fc.constantFrom('2024-03-31', '03/04/2024', '31.02.2024', '', 'n/a', 'soon', ' 2024-03-31'),
    fc.constantFrom('9:30', '9:30 PM', '09:30:00.1234567', '25:00', '', '="9:30"'),
    fc.constantFrom('1.234,50', '1,5', '1.23,5', '-1', '0,0', '', '12.34.567', '1.234.567'),
    fc.constantFrom('open', 'paid', 'OPEN', ' paid', '', 'n/a', '="open"'),
  ),
  { minLength: 1, maxLength: 40 },
);

test('cells that were seen before are stored, reported and warned about as the first time', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const checker = checkerOf();
      const counts = new Map<string, number>();
      for (const [at, cells] of all.entries()) {
        const alone = checkerOf();
        expect(checker.check(cells, at + 2, at + 2)).toBe(alone.check(cells, at + 2, at + 2));
        expect(checker.values).toEqual(alone.values);
        expect(checker.rejects).toEqual(alone.rejects);
        for (const { code, column, count } of alone.warnings.list()) {
          counts.set(`${code} ${column}`, (counts.get(`${code} ${column}`) ?? 0) + (count ?? 0));
        }
      }
      expect(
        Object.fromEntries(checker.warnings.list().map((one) => [`${one.code} ${one.column}`, one.count])),
      ).toEqual(Object.fromEntries(counts));
    }),
    runs(),
  );
});

test('a date is read again when the order of its day and month is found out', () => {
  let order: DateOrder = 'DMY';
  const checker = checkerOf(() => order);
  const cells = ['A-1', '03/04/2024', '', '', 'open'];
  checker.check(cells, 2, 2);
  expect(checker.values[1]).toBe('2024-04-03');
  order = 'MDY';
  checker.check(cells, 3, 3);
  expect(checker.values[1]).toBe('2024-03-04');
});

test('a text of a workbook is not mistaken for the same text of a value', () => {
  const checker = checkerOf();
  const cells = ['A-1', '', '', '1.234', 'open'];
  checker.check(cells, 2, 2);
  expect(checker.values[3]).toBe('1234');
  checker.check(cells, 3, 3, undefined, new Set());
  expect(checker.values[3]).toBe('1.234');
  checker.check(cells, 4, 4, undefined, new Set([3]));
  expect(checker.values[3]).toBe('1234');
});
