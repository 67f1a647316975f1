import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnExtras } from '../document/definition.ts';
import { type FieldType, fieldTypes } from '../document/field-types.ts';
import type { Field } from '../document/table-schema.ts';
import { parseCell, readCell } from '../testing/read-cell.ts';
import { compileField } from './index.ts';
import { compareNumbers } from './numerals.ts';

const compiled = (field: Partial<Field>, column: ColumnExtras = {}) =>
  compileField({ field: { name: 'a', ...field }, column });

/** A decimal as an integer and the number of its digits after the period. */
const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 30 }));
function written([digits, scale]: readonly [bigint, number], mark = '.'): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${digits < 0n ? '-' : ''}${text.slice(0, point)}${scale > 0 ? mark + text.slice(point) : ''}`;
}
const scaled = ([digits, scale]: readonly [bigint, number]): bigint => digits * 10n ** BigInt(30 - scale);

test('numbers keep every digit, and compare as the numbers that they are', () => {
  const number = compiled({ type: 'number', decimalChar: ',' });
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const [x, y] = [a, b].map((one) => readCell(number, written(one, ','))) as [string, string];
      const [whole = '', fraction = ''] = x.split('.');
      expect(BigInt(whole.replace('-', '') + fraction.padEnd(30, '0')) * (x.startsWith('-') ? -1n : 1n)).toBe(
        scaled(a),
      );
      expect(Math.sign(compareNumbers(x, y))).toBe(scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0);
    }),
    runs(),
  );
});

test('numbers do not depend on how they are written', () => {
  const number = compiled({ type: 'number' });
  fc.assert(
    fc.property(decimal, fc.integer({ min: 0, max: 5 }), ([digits, scale], zeros) => {
      const plain = readCell(number, written([digits, scale]));
      expect(readCell(number, `${digits}${'0'.repeat(zeros)}e-${scale + zeros}`)).toBe(plain);
      expect(readCell(number, plain)).toBe(plain);
    }),
    runs(),
  );
});

test('groups of three digits change nothing', () => {
  const grouped = compiled({ type: 'integer', groupChar: ',' });
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      expect(readCell(grouped, number.toLocaleString('en'))).toBe(String(number));
    }),
    runs(),
  );
});

test('bounds hold exactly', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const minimum = compiled({ type: 'number', constraints: { minimum: written(b) } });
      const expected = scaled(a) >= scaled(b);
      expect(parseCell(minimum, written(a)).code).toBe(expected ? '' : 'BELOW_MINIMUM');
    }),
    runs(),
  );
});

test('a day is read in every pattern that has all of its parts', () => {
  const formats = ['%d.%m.%Y', '%Y%m%d', '%B %d, %Y', '%d-%b-%Y', '%Y/%j'];
  const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom(...formats), (day, format) => {
      const iso = day.toISOString().slice(0, 10);
      const [year = '', month = '', date = ''] = iso.split('-');
      const name = (form: 'long' | 'short') => day.toLocaleString('en', { month: form, timeZone: 'UTC' });
      const ofYear = (Date.parse(iso) - Date.UTC(Number(year), 0, 1)) / 86_400_000 + 1;
      const parts: Readonly<Record<string, string>> = {
        ...{ Y: year, m: month, d: date, B: name('long'), b: name('short'), j: String(ofYear) },
      };
      const text = format.replace(/%(.)/g, (_, letter: string) => parts[letter] ?? '');
      expect(readCell(compiled({ type: 'date', format }), text)).toBe(iso);
    }),
    runs(),
  );
});

const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'];
test('a time is read in its zone as the clocks there show it', () => {
  const times = fc.date({ min: new Date('1850-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(times, fc.constantFrom(...zones), (time, timeZone) => {
      const type = compiled({ type: 'datetime', format: 'any' }, { timezone: timeZone });
      const shown = (at: Date): string => at.toLocaleString('sv-SE', { timeZone });
      const stored = readCell(type, shown(time));
      const read = new Date(`${stored.slice(0, 10)}T${stored.slice(11) || '00:00:00.000'}Z`);
      // Where clocks show a time twice, the first is taken.
      expect(shown(read)).toBe(shown(time));
      expect(read.getTime()).toBeLessThanOrEqual(time.getTime());
    }),
    runs(),
  );
});

const formatsOf = (type: FieldType): string[] => {
  const { formats } = fieldTypes[type];
  const patterns: Partial<Record<FieldType, string>> = {
    date: '%d %b %Y',
    time: '%H:%M',
    datetime: '%d.%m.%y %I:%M %p%z',
  };
  return ['default', ...formats, ...(patterns[type] ? [patterns[type]] : [])];
};
const everyField = (Object.keys(fieldTypes) as FieldType[]).flatMap((type) =>
  formatsOf(type).map((format) => compiled({ type, format })),
);
const marked = compiled({ type: 'number', decimalChar: ',', groupChar: '.', bareNumber: false });

/** Texts of every kind, and what cells look like with a character or two changed. */
const alike = fc
  .tuple(
    fc.constantFrom(
      '2024-03-01T09:30:00Z',
      '9:30 PM',
      '-1.234,50 EUR',
      '{"a": [1, 2e400]}',
      '13.4,52.5',
      'P1Y2MT3S',
      '[[',
      '{"type":"Point"}',
    ),
    fc.nat(30),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + 1));
const cells = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' }), fc.json(), alike);

test('a cell is stored or an error, whatever it holds; nothing is thrown', () => {
  fc.assert(
    fc.property(cells, fc.constantFrom(undefined, 'DMY' as const, 'MDY' as const), (cell, order) => {
      for (const field of [...everyField, marked]) {
        const { value, code, message } = parseCell(field, cell, order);
        if (value === undefined)
          expect([code, message]).toEqual([expect.stringMatching(/^[A-Z\d_]+$/), expect.stringMatching(/./)]);
        else expect([typeof value, code]).toEqual(['string', '']);
      }
    }),
    runs(),
  );
});

test('what is stored is read as the same value again', () => {
  const types = ['integer', 'number', 'date', 'time', 'yearmonth', 'geopoint'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...types), cells, (type, cell) => {
      const { value } = parseCell(compiled({ type }), cell);
      if (value !== undefined) expect(readCell(compiled({ type }), value)).toBe(value);
    }),
    runs(),
  );
});
