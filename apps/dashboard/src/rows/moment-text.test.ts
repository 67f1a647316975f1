import { expect, it } from 'vitest';
import { momentText } from './moment-text.ts';

it.each([
  ['2024-03-01T09:05:00.000Z', 'datetime(3)', 'Mar 1, 2024, 9:05:00 AM'],
  ['2024-03-01 23:59:59', 'timestamp', 'Mar 1, 2024, 11:59:59 PM'],
  ['2024-03-01', 'date', undefined],
  ['2024-03-01T09:05:00Z', 'varchar(30)', undefined],
  ['0000-00-00 00:00:00', 'datetime', undefined],
])('shows %s of a %s as %s', (value, type, text) => {
  expect(momentText(value, type)?.replaceAll('\u202f', ' ')).toBe(text);
});
