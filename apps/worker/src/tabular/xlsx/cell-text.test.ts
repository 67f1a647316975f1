import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText } from './cell-text.ts';

describe('numberText', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['42', '42'],
    ['-17.50', '-17.5'],
    ['1E3', '1000'],
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['1.0000000000000001E-2', '0.01'],
    ['1E-7', '0.0000001'],
    ['-1.25e-10', '-0.000000000125'],
    ['1e21', '1000000000000000000000'],
    ['1.2345E+22', '12345000000000000000000'],
    ['9007199254740993', '9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['abc', 'abc'],
    ['1e999', '1e999'],
  ])('converts %s to %s', (stored, text) => {
    expect(numberText(stored)).toBe(text);
  });

  it('writes any double without an exponent, as text that parses to the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value.toExponential());
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
      runs(),
    );
  });
});
