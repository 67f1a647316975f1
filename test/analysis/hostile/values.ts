import { completed, csv, type HostileCase } from './case.ts';

const column = (...cells: string[]): string => `id,v\n${cells.map((cell, at) => `R${at},${cell}\n`).join('')}`;
const cells = (...values: (string | null)[]) => values.map((value, at) => [`R${at}`, value]);
const asTheyAre = (...values: string[]) => ({ cleaned: cells(...values) });

/** Cells whose text is easily misread. */
export const valueCases: readonly HostileCase[] = [
  csv(
    'only nulls',
    column('', '', ''),
    completed(3, {
      columns: { v: { inferred_type: 'empty', nulls: 3, distinct: 0 } },
      cleaned: cells(null, null, null),
    }),
  ),
  csv(
    'only placeholder values',
    column('NA', 'null', '-'),
    completed(3, { columns: { v: { inferred_type: 'empty', nulls: 0, null_tokens: 3 } } }),
  ),
  csv(
    'every value the same',
    column('7', '7', '7', '7'),
    completed(4, {
      columns: { v: { distinct: 1 } },
      numbers: { v: { min: 7, max: 7, mean: 7, std: 0, outliers: 0 } },
      ...asTheyAre('7', '7', '7', '7'),
    }),
  ),
  csv('every row the same', 'a,b\n1,x\n1,x\n1,x\n', completed(3, { cleaned: [['1', 'x']] })),
  csv(
    '1e308',
    column('1e308', '1e308', '1e308', '-1e308'),
    completed(4, {
      numbers: { v: { count: 4, min: -1e308, max: 1e308, mean: 5e307 } },
      ...asTheyAre('1e308', '1e308', '1e308', '-1e308'),
    }),
  ),
  csv(
    'numbers too large for a double',
    column(
      '1e309',
      '-1e400',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
      '21',
      '22',
    ),
    completed(20, { numbers: { v: { count: 18, min: 5, max: 22, mean: 13.5 } } }),
  ),
  csv(
    'numbers too small for a double',
    column('1e-400', '5e-324', '1e-308'),
    completed(3, { numbers: { v: { count: 3, min: 0, max: 1e-308 } }, ...asTheyAre('1e-400', '5e-324', '1e-308') }),
  ),
  csv(
    'NaN and Infinity as text',
    column('NaN', 'Infinity', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'),
    completed(12, {
      columns: { v: { null_tokens: 1 } },
      numbers: { v: { count: 10, mean: 5.5, max: 10 } },
      cleaned: cells(null, 'Infinity', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'),
    }),
  ),
  csv(
    'only NaN and Infinity',
    column('NaN', 'Infinity', '-Infinity', 'inf'),
    completed(4, { columns: { v: { nulls: 0 } } }),
  ),
  csv(
    'mixed time zones',
    column('2024-03-01T00:00:00Z', '2024-03-01T02:00:00+02:00', '2024-02-29T19:00:00-05:00', '2024-03-01 00:00:00'),
    completed(4, {
      columns: { v: { inferred_type: 'datetime', agreeing_rows: 4, distinct: 4 } },
      ...asTheyAre(
        '2024-03-01T00:00:00Z',
        '2024-03-01T02:00:00+02:00',
        '2024-02-29T19:00:00-05:00',
        '2024-03-01 00:00:00',
      ),
    }),
  ),
  csv(
    'dates that do not exist',
    column('2023-02-29', '2024-02-30', '2024-13-01'),
    completed(3, asTheyAre('2023-02-29', '2024-02-30', '2024-13-01')),
  ),
  csv(
    'dates whose order is ambiguous',
    column('03/04/2024', '05/06/2024'),
    completed(2, { columns: { v: { inferred_type: 'date' } }, ...asTheyAre('03/04/2024', '05/06/2024') }),
  ),
  csv(
    'years of five digits and year zero',
    column('12024-01-01', '0000-00-00', '9999-12-31'),
    completed(3, asTheyAre('12024-01-01', '0000-00-00', '9999-12-31')),
  ),
  csv(
    'leading zeros',
    column('007', '00123', '000'),
    completed(3, { columns: { v: { inferred_type: 'code', distinct: 3 } }, ...asTheyAre('007', '00123', '000') }),
  ),
  csv(
    'integers beyond 2^53',
    column('9007199254740993', '9007199254740992', '12345678901234567890'),
    completed(3, {
      columns: { v: { distinct: 3 } },
      ...asTheyAre('9007199254740993', '9007199254740992', '12345678901234567890'),
    }),
  ),
  csv(
    'composed and decomposed letters',
    column('café', 'cafe\u0301'),
    completed(2, { columns: { v: { distinct: 2 } }, ...asTheyAre('café', 'cafe\u0301') }),
  ),
  csv(
    'emoji and right-to-left text',
    column('👨‍👩‍👧‍👦', 'مضخة', 'משאבה'),
    completed(3, { columns: { v: { distinct: 3 } }, ...asTheyAre('👨‍👩‍👧‍👦', 'مضخة', 'משאבה') }),
  ),
  csv(
    'whitespace of every kind',
    column('\u00a0a\u3000', '\u2003b', 'c\u200b'),
    completed(3, { cleaned: cells('a', 'b', 'c\u200b') }),
  ),
  csv(
    'cells with only whitespace',
    column('" "', '\u00a0', 'x'),
    completed(3, { columns: { v: { nulls: 0, blanks: 2, values: 1 } }, cleaned: cells(null, null, 'x') }),
  ),
  csv(
    'formulas are text',
    column('=1+1', '@SUM(A1)', '-2', '+3'),
    completed(4, { cleaned: cells("'=1+1", "'@SUM(A1)", '-2', '+3') }),
  ),
  csv(
    'backslashes and tabs',
    column('a\\tb', '\\N', '"\\N"', '"a\tb"'),
    completed(4, { cleaned: cells('a\\tb', null, '\\N', 'a\tb') }),
  ),
  csv(
    'text that looks like template or regex syntax',
    column('%s%n', '#{7*7}', '{{x}}', '(?:', '[a-'),
    completed(5, asTheyAre('%s%n', '#{7*7}', '{{x}}', '(?:', '[a-')),
  ),
];
