import { expect, it } from 'vitest';
import { dayEnd, dayStart } from './days.ts';

it('a day lasts from one local midnight to the next', () => {
  expect(dayStart('2026-02-28')).toBe(new Date(2026, 1, 28).toISOString());
  expect(dayEnd('2026-02-28')).toBe(new Date(2026, 2, 1).toISOString());
});

it.each([undefined, '', 'yesterday', '2026-2-3', '22.11.2026'])('rejects %j as a date', (text) => {
  expect([dayStart(text), dayEnd(text)]).toEqual([undefined, undefined]);
});
