import { describe, expect, test } from 'vitest';
import { DateOrderEvidence, formatDate, parseDate } from './dates.ts';
import type { DateOrder } from './types.ts';

/** The parsed `text`, or the code of its error. */
function read(text: string, dateOrder?: DateOrder): string {
  let failure = '';
  const value = parseDate(text, {
    dateOrder,
    fail(code) {
      failure = code;
      return undefined;
    },
  });
  return value ?? failure;
}

describe('parseDate', () => {
  test.each([
    ['2024-03-01', '2024-03-01'],
    ['2024-02-29', '2024-02-29'],
    ['2024-03-01T00:00:00Z', '2024-03-01'],
    ['2024-03-01T09:30', '2024-03-01 09:30:00.000'],
    ['2024-03-01 09:30:15', '2024-03-01 09:30:15.000'],
    ['2024-03-01T09:30:15.1234Z', '2024-03-01 09:30:15.123'],
    ['2024-03-01T00:30:00+02:00', '2024-02-29 22:30:00.000'],
    ['2024-12-31T23:30:00-0100', '2025-01-01 00:30:00.000'],
    ['31-12-2024', '2024-12-31'],
    ['31.12.2024', '2024-12-31'],
    ['25/12/2024', '2024-12-25'],
    ['12/25/2024', '2024-12-25'],
    ['4/4/2024', '2024-04-04'],
    ['2023-02-29', 'DATE_INVALID'],
    ['1900-02-29', 'DATE_INVALID'],
    ['2024-13-01', 'DATE_INVALID'],
    ['2024-00-10', 'DATE_INVALID'],
    ['0999-01-01', 'DATE_INVALID'],
    ['2024-03-01T24:00:00Z', 'DATE_INVALID'],
    ['31/02/2024', 'DATE_INVALID'],
    ['03/04/2024', 'DATE_ORDER_UNKNOWN'],
    ['tomorrow', 'DATE_INVALID'],
    ['20240301', 'DATE_INVALID'],
    ['2024-3-1', 'DATE_INVALID'],
  ])('parses %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('applies the known order of day and month, and rejects dates in the other order', () => {
    expect(read('03/04/2024', 'DMY')).toBe('2024-04-03');
    expect(read('03/04/2024', 'MDY')).toBe('2024-03-04');
    expect(read('12/25/2024', 'DMY')).toBe('DATE_INVALID');
  });
});

describe('DateOrderEvidence', () => {
  const orderOf = (...dates: string[]) => {
    const evidence = new DateOrderEvidence();
    for (const date of dates) evidence.see(date);
    return evidence.order;
  };

  test('takes the order of the file from one unambiguous date', () => {
    expect(orderOf('03/04/2024', '25/04/2024')).toBe('DMY');
    expect(orderOf('03/04/2024', '04/25/2024')).toBe('MDY');
  });

  test('has no order if all dates are ambiguous or dates contradict each other', () => {
    expect(orderOf('03/04/2024', '2024-12-25', '25-12-2024', '99/99/2024')).toBeUndefined();
    expect(orderOf('25/04/2024', '04/25/2024')).toBeUndefined();
  });
});

test('formatDate writes midnight as a date', () => {
  expect(formatDate(new Date('2024-03-01T00:00:00Z'))).toBe('2024-03-01');
  expect(formatDate(new Date('2024-03-01T00:00:00.007Z'))).toBe('2024-03-01 00:00:00.007');
});
