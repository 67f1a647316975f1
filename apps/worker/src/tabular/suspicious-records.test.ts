import { expect, it } from 'vitest';
import { isTotal } from './suspicious-records.ts';

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
