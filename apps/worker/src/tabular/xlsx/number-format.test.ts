import { describe, expect, it } from 'vitest';
import { builtInCode } from './built-in-formats.ts';
import { numberFormat } from './number-format.ts';

/** What a format shows of a number, in a word. */
function shown(code: string, value = 1): string {
  const display = numberFormat(code)?.displayOf(value);
  if (display?.kind === 'zeros') return `zeros ${display.digits}`;
  if (display?.kind === 'other') return display.differs(value) ? 'other' : 'number';
  if (display?.kind !== 'date') return 'number';
  const parts = [display.elapsed && 'duration', display.date && 'date', display.time && !display.elapsed && 'time'];
  return `${parts.filter(Boolean).join(' ')} ${display.unit}`;
}

describe('dates', () => {
  it.each([
    ['yyyy-mm-dd', 'date 1000'],
    ['dd/mm/yyyy hh:mm', 'date time 60000'],
    ['dd/mm/yyyy hh:mm:ss', 'date time 1000'],
    ['[$-409]d-mmm-yy;@', 'date 1000'],
    ['[$-F800]dddd, mmmm dd, yyyy', 'date 1000'],
    ['[$-F400]h:mm:ss AM/PM', 'time 1000'],
    ['mm', 'date 1000'],
    ['mmm', 'date 1000'],
    ['m"月"d"日"', 'date 1000'],
    ['[$-411]ggge"年"m"月"d"日"', 'date 1000'],
    ['h:mm AM/PM', 'time 60000'],
    ['上午/下午h"時"mm"分"', 'time 60000'],
    ['h "h" mm', 'time 60000'],
    ['mm:ss.0', 'time 100'],
    ['mm:ss', 'time 1000'],
    ['hh:mm:ss.000', 'time 1'],
    ['[h]:mm:ss', 'duration 1000'],
    ['[h]:mm', 'duration 60000'],
    ['[mm]:ss', 'duration 1000'],
    ['[ss].00', 'duration 10'],
    ['[Red][h]:mm', 'duration 60000'],
    ['\\d\\a\\y d', 'date 1000'],
    ['"d"0', 'other'],
    ['[Blue]yyyy_)', 'date 1000'],
    ['*-yyyy', 'date 1000'],
  ])('shows with %s: %s', (code, expected) => {
    expect(shown(code)).toBe(expected);
  });

  it.each([
    ['yyyy-mm-dd;[Red]-0.0;0', 45352, 'date 1000'],
    ['yyyy-mm-dd;[Red]-0.0;0', -5, 'number'],
    ['yyyy-mm-dd;[Red]-0.0;0', 0, 'number'],
    ['0;-0;yyyy;@', 0, 'date 1000'],
    ['0;-0;0;yyyy', 45352, 'number'],
    ['[<1]h:mm;yyyy-mm-dd', 0.5, 'time 60000'],
    ['[<1]h:mm;yyyy-mm-dd', 45352, 'date 1000'],
    ['[>=40000]yyyy;[>=1]0;h:mm', 45352, 'date 1000'],
    ['[>=40000]yyyy;[>=1]0;h:mm', 20, 'number'],
    ['[>=40000]yyyy;[>=1]0;h:mm', 0.25, 'time 60000'],
    ['[>1]yyyy;0;h:mm', -1, 'number'],
    ['[>1]yyyy;0;h:mm', 0.5, 'time 60000'],
    ['0.0;yyyy', -45352, 'date 1000'],
    ['yyyy;@', 45352, 'date 1000'],
    ['"a;b"yyyy;0', -5, 'number'],
    ['\\;yyyy', 45352, 'date 1000'],
    ['dd/mm/yyyy;;', 0, 'number'],
    ['dd/mm/yyyy;;', -1, 'other'],
  ])('chooses the section of %s for %d: %s', (code, value, expected) => {
    expect(shown(code, value)).toBe(expected);
  });
});

describe('numbers', () => {
  it.each([
    'General',
    'Standard',
    '0',
    '0.00',
    '#,##0.00 "days";[Red]-#,##0.00 "days"',
    '0\\d',
    '_-* #,##0.00 [$€-407]_-',
    '_-* #,##0 [$€-407]_-;-* #,##0 [$€-407]_-;_-* "-"?? [$€-407]_-;_-@_-',
    '0.00E+00',
    '##0.0E+0',
    '0%',
    '# ?/?',
    '@',
    '#,##0.00 USD',
    '[$CHF-807] 0',
    '"CHF "0',
    '"$"#,##0_);("$"#,##0)',
    'General" kg"',
    '0 "m2"',
    '#\\ ##0',
    '',
  ])('reads a number with %s', (code) => {
    expect(shown(code)).toBe('number');
  });

  it.each([
    ['00000', 'zeros 5'],
    ['0000000', 'zeros 7'],
    ['[Red]0000', 'zeros 4'],
    ['[$-409]00000', 'zeros 5'],
    ['_-000_-', 'zeros 3'],
    ['##00', 'zeros 2'],
    ['0#', 'zeros 2'],
    ['00000;-00000', 'zeros 5'],
  ])('keeps leading zeros with %s: %s', (code, expected) => {
    expect(shown(code)).toBe(expected);
  });

  it.each([
    '000-000',
    '00000-0000',
    '(###) ###-####',
    '000\\-00\\-0000',
    '"INV-"0000',
    '"INV-"0',
    '"A"General',
    '"20"00',
    '0"00"',
    '00":"00',
    '00.00',
    '0,000',
    '"yes";"yes";"no"',
    '[=1]"Yes";[=0]"No";0',
    ';',
    ';;;',
  ])('knows that %s shows something else', (code) => {
    expect(shown(code)).toBe('other');
  });

  it('takes a dash or nothing for zero as a number', () => {
    expect(shown('0;-0;"-"', 0)).toBe('number');
    expect(shown('#,##0;-#,##0;', 0)).toBe('number');
    expect(shown('0;-0;"none"', 0)).toBe('other');
    expect(shown('0,000', 4000)).toBe('number');
  });
});

it('knows the built-in formats', () => {
  const all = [0, 1, 2, 9, 12, 37, 44, 48, 49].map((id) => shown(builtInCode(id) ?? 'General'));
  expect(new Set(all)).toEqual(new Set(['number']));
  expect([14, 22, 30, 57].map((id) => shown(builtInCode(id) ?? ''))).toEqual([
    'date 1000',
    'date time 60000',
    'date 1000',
    'date 1000',
  ]);
  expect([18, 21, 45, 46, 47].map((id) => shown(builtInCode(id) ?? ''))).toEqual([
    'time 60000',
    'time 1000',
    'time 1000',
    'duration 1000',
    'time 100',
  ]);
});
