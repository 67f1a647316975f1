import { describe, expect, it } from 'vitest';
import { type DateSystem, serialOfIso, shownDate } from './dates.ts';
import { numberFormat } from './number-format.ts';

function dateShown(serial: number, code: string, system: DateSystem = '1900') {
  const display = numberFormat(code)?.displayOf(serial);
  return display?.kind === 'date' ? shownDate(serial, display, system) : undefined;
}

const moment = 'yyyy-mm-dd hh:mm:ss';
const minute = 'yyyy-mm-dd hh:mm';

describe('shownDate', () => {
  it.each([
    [45352, moment, '2024-03-01'],
    [45352.5625, moment, '2024-03-01T13:30:00'],
    [45352.99998842592, moment, '2024-03-01T23:59:59'],
    [45352.00000578704, `${moment}.000`, '2024-03-01T00:00:00.500'],
    [1, moment, '1900-01-01'],
    [59, moment, '1900-02-28'],
    [60, moment, '1900-02-29'],
    [61, moment, '1900-03-01'],
    [2958465, moment, '9999-12-31'],
    [2958466, moment, undefined],
    [-1, moment, undefined],
    [Number.NaN, moment, undefined],
    [0.5, moment, '12:00:00'],
    [0.5, 'hh:mm', '12:00:00'],
    [0, 'hh:mm', '00:00:00'],
    [45352.5, 'hh:mm', '2024-03-01T12:00:00'],
    [1.5, '[h]:mm', '36:00:00'],
    [0.0000115740740740741, '[h]:mm:ss', '00:00:01'],
  ])('shows %d with %s as %s', (serial, code, text) => {
    expect(dateShown(serial, code)?.text).toBe(text);
  });

  it.each([
    [0.49999999, 'hh:mm:ss', '12:00:00'],
    [0.49999999, 'hh:mm', '12:00:00'],
    [45352.49999999, minute, '2024-03-01T12:00:00'],
    [45352.999999999, moment, '2024-03-02'],
    [45352.999999999, 'yyyy-mm-dd', '2024-03-02'],
    [0.041666666, '[h]:mm', '01:00:00'],
    [0.0208333333, 'mm:ss.0', '00:30:00'],
    [0.500001157, 'hh:mm:ss.0', '12:00:00.100'],
    [2958465.999999999, moment, undefined],
  ])('never shows an instant before the full second: %d with %s is %s', (serial, code, text) => {
    expect(dateShown(serial, code)?.text).toBe(text);
    expect(dateShown(serial, code)?.rounded ?? false).toBe(false);
  });

  it('says which parts of a cell its format leaves out', () => {
    expect(dateShown(45352.5627, minute)).toEqual({ text: '2024-03-01T13:30:00', rounded: true, hidden: false });
    expect(dateShown(45352.5625, 'yyyy-mm-dd')).toEqual({
      text: '2024-03-01T13:30:00',
      rounded: false,
      hidden: true,
    });
    expect(dateShown(45352.5, 'h:mm')).toEqual({ text: '2024-03-01T12:00:00', rounded: false, hidden: true });
    expect(dateShown(45352, 'yyyy-mm-dd')).toEqual({ text: '2024-03-01', rounded: false, hidden: false });
  });

  it('counts from 1904 in the 1904 date system', () => {
    expect(dateShown(0, moment, '1904')?.text).toBe('1904-01-01');
    expect(dateShown(43890.25, moment, '1904')?.text).toBe('2024-03-01T06:00:00');
    expect(dateShown(0.25, 'h:mm', '1904')?.text).toBe('06:00:00');
  });

  it.each([
    [0, moment, '1899-12-30'],
    [0.5, 'hh:mm', '12:00:00'],
    [1, moment, '1899-12-31'],
    [60, moment, '1900-02-28'],
    [60.5, moment, '1900-02-28T12:00:00'],
    [61, moment, '1900-03-01'],
    [45352, moment, '2024-03-01'],
  ])('counts from 1899-12-30 without a 1900-02-29 in the ISO system: %d with %s is %s', (serial, code, text) => {
    expect(dateShown(serial, code, 'ISO')?.text).toBe(text);
  });
});

describe('serialOfIso', () => {
  it.each([
    ['2024-03-01', 45352],
    ['2024-03-01T12:00:00', 45352.5],
    ['2024-03-01T12:00:00.000Z', 45352.5],
    ['12:00', 0.5],
    ['T18:00:00', 0.75],
    ['1900-01-01', 1],
    ['1900-02-28', 59],
    ['1900-03-01', 61],
    ['1899-12-30T06:00:00', 0.25],
    ['1899-12-31T06:00:00', 0.25],
    ['1850-05-05', undefined],
    ['', undefined],
    ['yesterday', undefined],
    ['2024-13-01', undefined],
  ])('reads %s as %d', (text, serial) => {
    expect(serialOfIso(text)).toBe(serial);
  });
});
