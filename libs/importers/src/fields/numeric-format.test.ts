import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFormat } from './date-format.ts';
import { numericFormat } from './numeric-format.ts';

const formats = ['%d.%m.%Y', '%Y-%m-%d', '%m/%d/%Y', '%d.%m.%Y %H:%M', '%Y-%m-%d %H:%M:%S', '%H:%M', '%Y'] as const;

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 0, maxLength: 5 });
const almost = fc
  .tuple(
    fc.constantFrom(...formats),
    fc.array(digits, { minLength: 6, maxLength: 6 }),
    fc.constantFrom('', '', '', ' ', '.', 'Z'),
  )
  .map(([format, numbers, end]) => {
    let at = 0;
    return { format, text: `${format.replace(/%./g, () => numbers[at++] ?? '')}${end}` };
  });
const right = fc
  .tuple(
    fc.constantFrom(...formats),
    fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    fc.boolean(),
  )
  .map(([format, date, padded]) => {
    const [year = '', ...others] = date.toISOString().split(/\D/);
    const [m, d, H, M, S] = padded ? others : others.map((part) => String(Number(part)));
    const parts: Record<string, string | undefined> = { Y: year, m, d, H, M, S };
    return { format, text: format.replace(/%(.)/g, (_, letter: string) => parts[letter] ?? '') };
  });

test('a format of numbers and marks is read as by its pattern', () => {
  fc.assert(
    fc.property(fc.oneof(right, almost), ({ format, text }) => {
      const parts = numericFormat(format)?.(text);
      const byPattern = compileFormat(format).read(text);
      // What the format lacks is nowhere used, and its pattern has a year for it.
      expect(parts).toEqual(byPattern && { ...byPattern, ...(format.includes('%Y') ? {} : { year: 0 }) });
    }),
    runs(),
  );
});

test.each(['%d.%m.', '%d%m%Y', '%d.%m.%y', '%d. %B %Y', '%Y-%m-%dT%H:%M', '%j', '%%d', ' %d', 'd', ''])(
  'the format %o is left to its pattern',
  (format) => {
    expect(numericFormat(format)).toBeUndefined();
  },
);
