import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateForms } from './date-forms.ts';
import { DateOrderEvidence, formatDate } from './dates.ts';
import { compileField } from './fields/index.ts';
import { parseCell, readCell } from './testing/read-cell.ts';
import { anyWrittenDate } from './testing/written-date.ts';
import type { DateOrder } from './types.ts';

const dateTime = compileField({ field: { name: 'at', type: 'datetime', format: 'any' }, column: {} });

const read = (text: string, dateOrder?: DateOrder): string => readCell(dateTime, text, dateOrder);

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
    ['12-31-2024', '2024-12-31'],
    ['4-4-2024', '2024-04-04'],
    ['03-04-2024', 'DATE_ORDER_UNKNOWN'],
    ['03.04.2024', '2024-04-03'],
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
    ['2024-3-1', '2024-03-01'],
    ['2024/3/1', '2024-03-01'],
    ['2024.03.01', '2024-03-01'],
    ['1-Mar-2024', '2024-03-01'],
    ['01/MAR/2024', '2024-03-01'],
    ['1 sept. 2024', '2024-09-01'],
    ['1st March, 2024', '2024-03-01'],
    ['March 1, 2024', '2024-03-01'],
    ['Mar 1 2024', '2024-03-01'],
    ['2024-Mar-01', '2024-03-01'],
    ['2024-03-01 9:30 PM', '2024-03-01 21:30:00.000'],
    ['2024-03-01 12:00 am', '2024-03-01'],
    ['2024-03-01 12:00 p.m.', '2024-03-01 12:00:00.000'],
    ['March 1, 2024, 09:30 UTC', '2024-03-01 09:30:00.000'],
    ['01.03.2024 00:30 +02:00', '2024-02-29 22:30:00.000'],
    ['01/03/24', 'DATE_INVALID'],
    ['1-Mar-24', 'DATE_INVALID'],
    ['2024-03/01', 'DATE_INVALID'],
    ['31-Feb-2024', 'DATE_INVALID'],
    ['1-Mai-2024', 'DATE_INVALID'],
    ['2024-03-01 13:00 PM', 'DATE_INVALID'],
    ['2024-03-01 0:30 AM', 'DATE_INVALID'],
    ['2024-03-01T09:60', 'DATE_INVALID'],
    ['2024-03-01T09:30+15:00', 'DATE_INVALID'],
  ])('parses %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('applies the known order of day and month, and rejects dates in the other order', () => {
    expect(read('03/04/2024', 'DMY')).toBe('2024-04-03');
    expect(read('03/04/2024', 'MDY')).toBe('2024-03-04');
    expect(read('12/25/2024', 'DMY')).toBe('DATE_INVALID');
    expect(read('03-04-2024 09:30', 'MDY')).toBe('2024-03-04 09:30:00.000');
    expect(read('03-04-2024', 'DMY')).toBe('2024-04-03');
    expect(read('03.04.2024', 'MDY')).toBe('2024-04-03');
  });
});

test('a year of two digits is an error that asks for four', () => {
  expect(parseCell(dateTime, '01.03.24').message).toContain('four digits');
});

test.each(dateForms)('the form $example is the first of March', ({ example }) => {
  expect(read(example, 'DMY')).toBe('2024-03-01');
});

test('every day is read from every form, with every way to write a time', () => {
  fc.assert(
    fc.property(anyWrittenDate, ({ text, order, value }) => {
      expect(read(text, order)).toBe(value);
    }),
    runs(2_000),
  );
});

describe('DateOrderEvidence', () => {
  const decided = (...dates: string[]) => {
    const evidence = new DateOrderEvidence();
    for (const date of dates) evidence.see(date);
    return evidence.decision();
  };

  test('says what it decided, how certainly, and why', () => {
    expect(decided('2024-03-04', '25.04.2024')).toBeUndefined();
    expect(decided('03/04/2024', '25/04/2024')).toMatchObject({
      value: 'DMY',
      confidence: expect.closeTo(0.91),
      evidence: expect.stringContaining('25/04/2024'),
      alternatives: ['MDY'],
    });
    expect(decided(...Array.from({ length: 12 }, (_, at) => `04/${13 + at}/2024 10:00`))).toMatchObject({
      value: 'MDY',
      confidence: 1,
    });
  });

  test('doubts dates that nothing decides or that contradict each other', () => {
    expect(decided('03/04/2024')).toMatchObject({ value: null, confidence: 0, alternatives: ['DMY', 'MDY'] });
    expect(decided('25/04/2024', '04/25/2024')).toMatchObject({ value: null, confidence: 0 });
  });

  const orderOf = (...dates: string[]) => {
    const evidence = new DateOrderEvidence();
    for (const date of dates) evidence.see(date);
    return evidence.order;
  };

  test('takes the order of the file from one unambiguous date', () => {
    expect(orderOf('03/04/2024', '25/04/2024')).toBe('DMY');
    expect(orderOf('03/04/2024', '04/25/2024')).toBe('MDY');
    expect(orderOf('03-04-2024', '04-25-2024')).toBe('MDY');
    expect(orderOf('03/04/2024', '25-4-2024 10:00')).toBe('DMY');
  });

  test('has no order if all dates are ambiguous or dates contradict each other', () => {
    expect(orderOf('03/04/2024', '2024-12-25', '25.12.2024', '99/99/2024', '25-4/2024')).toBeUndefined();
    expect(orderOf('25/04/2024', '04/25/2024')).toBeUndefined();
  });
});

test('formatDate writes midnight as a date', () => {
  expect(formatDate(new Date('2024-03-01T00:00:00Z'))).toBe('2024-03-01');
  expect(formatDate(new Date('2024-03-01T00:00:00.007Z'))).toBe('2024-03-01 00:00:00.007');
});
