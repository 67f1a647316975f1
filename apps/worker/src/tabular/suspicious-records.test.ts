import { expect, it } from 'vitest';
import { isRepeatedHeader, isTotal } from './suspicious-records.ts';

it.each([
  ...['Total', 'TOTALS:', ' total ', 'Grand total', 'Subtotal', 'Overall totals', 'Sum', 'Summe', 'Zwischensumme'],
  ...['Gesamt', 'Gesamtsumme 2024', 'Insgesamt', 'Total général', 'Sous-total', 'Totale', 'Totaal', 'Suma', 'Somme'],
  'Итого',
])('a record that starts with %j looks like a total', (word) => {
  expect(isTotal([word, '3', '', '1.5'])).toBe(true);
  expect(isTotal(['', word, '3'])).toBe(true);
});

it.each([
  [['Totally', '3']],
  [['Summer', '3']],
  [['T-1', '3']],
  [['Total', 'Basel']],
  [['Total', '']],
  [['', '']],
  [[]],
])('the record %j does not look like a total', (cells) => expect(isTotal(cells)).toBe(false));

it.each([[['code', 'qty']], [['CODE ', ' Qty']], [['Code', 'QTY', 'more']], [['\u00a0code', 'qty']]])(
  'the record %j repeats the header code,qty',
  (cells) => expect(isRepeatedHeader(cells, ['code', 'qty'])).toBe(true),
);

it.each([[['code', '3']], [['code']], [['coda', 'qty']], [['', '']], [[]]])(
  'the record %j does not repeat the header code,qty',
  (cells) => expect(isRepeatedHeader(cells, ['code', 'qty'])).toBe(false),
);

it.each([
  [['', 'kg', 'm'], ['', 'KG', 'm'], true],
  [['', 'kg', 'm'], ['1', 'kg', 'm'], false],
  [['Größe', 'kg'], ['GRÖSSE', 'kg'], false],
  [['Größe', 'kg'], ['größe', 'kg'], true],
  [['Ölstand', 'kg'], ['ölstand', 'kg'], true],
  [['Рост', 'кг'], ['рост', 'КГ'], true],
  [['status'], ['Status'], false],
  [['status'], ['status '], true],
  [[], [], false],
])('under the header %j the record %j repeats it: %j', (names, cells, repeats) =>
  expect(isRepeatedHeader(cells, names)).toBe(repeats),
);
