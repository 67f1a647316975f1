import { completed, csv, type HostileCase, refused } from './case.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `column${at}`);
const wide = (count: number): string =>
  `${names(count).join(',')}\n${names(count)
    .map((_, at) => at)
    .join(',')}\n${','.repeat(count - 1)}x\n`;
const sql = '"x""); DROP TABLE source; --"';

/** Dialects, headers, quoting and row shapes. */
export const shapeCases: readonly HostileCase[] = [
  csv(
    'no rows',
    'id,name\n',
    completed(0, {
      cleaned: [],
      aside: [],
      columns: { id: { inferred_type: 'empty', rows: 0, nulls: 0, distinct: 0 } },
    }),
  ),
  csv('a header without a newline', 'id,name', completed(0, { cleaned: [] })),
  csv(
    'one row',
    'id,n\nA1,5\n',
    completed(1, {
      cleaned: [['A1', '5']],
      numbers: { n: { count: 1, min: 5, max: 5, mean: 5, std: null, median: 5, outliers: 0 } },
    }),
  ),
  csv(
    'one column',
    'n\n1\n2\n3\n',
    completed(3, { cleaned: [['1'], ['2'], ['3']], numbers: { n: { mean: 2, std: 1 } } }),
  ),
  csv(
    'no header',
    'A1,1\nA2,2\n',
    completed(2, {
      cleaned: [
        ['A1', '1'],
        ['A2', '2'],
      ],
      columns: { column_1: { distinct: 2 } },
    }),
    { header: false },
  ),
  csv('10,000 columns', wide(10_000), refused('TOO_MANY_COLUMNS')),
  csv(
    '2,000 columns',
    wide(2_000),
    completed(2, {
      columns: { column0: { nulls: 1, distinct: 1 }, column1999: { nulls: 0, distinct: 2 } },
      numbers: { column7: { count: 1, mean: 7 } },
    }),
  ),
  csv(
    'columns named like SQL',
    `${sql},'; DELETE FROM analysis_reports; --,c0\n1,a,x\n2,b,x\n`,
    completed(2, {
      columns: {
        'x"); DROP TABLE source; --': { inferred_type: 'integer' },
        "'; DELETE FROM analysis_reports; --": { distinct: 2 },
      },
      cleaned: [
        ['1', 'a', 'x'],
        ['2', 'b', 'x'],
      ],
    }),
    {},
  ),
  csv(
    'values like SQL',
    "id,v\n1,'); DROP TABLE source; --\n2,'' OR 1=1\n",
    completed(2, {
      cleaned: [
        ['1', "'); DROP TABLE source; --"],
        ['2', "'' OR 1=1"],
      ],
    }),
  ),
  csv(
    'the same header twice',
    'id,v,v\nA,1,x\nB,2,y\n',
    completed(2, {
      columns: { v: { inferred_type: 'integer' }, 'v (2)': { inferred_type: 'text' } },
      cleaned: [
        ['A', '1', 'x'],
        ['B', '2', 'y'],
      ],
    }),
  ),
  csv(
    'a header without a name',
    'id,,v\nA,1,x\n',
    completed(1, { columns: { 'column 2': { distinct: 1 } }, cleaned: [['A', '1', 'x']] }),
  ),
  csv(
    'headers named like JavaScript properties',
    '__proto__,constructor,toString\n1,2,3\n',
    completed(1, { columns: { constructor: { distinct: 1 }, toString: { distinct: 1 } }, cleaned: [['1', '2', '3']] }),
  ),
  csv(
    'headers named like SQL keywords',
    '_row,select,count(*)\n1,2,3\n4,5,6\n',
    completed(2, {
      columns: { _row: { distinct: 2 }, 'count(*)': { distinct: 2 } },
      cleaned: [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
    }),
  ),
  csv('semicolons', 'id;v\nA;a, b\n', completed(1, { cleaned: [['A', 'a, b']] })),
  csv('Excel’s separator line', 'sep=;\nid;v\nA;b\n', completed(1, { cleaned: [['A', 'b']] })),
  csv(
    'CR as line ending',
    'id,v\rA,a\rB,b\r',
    completed(2, {
      cleaned: [
        ['A', 'a'],
        ['B', 'b'],
      ],
    }),
  ),
  csv(
    'CRLF and LF mixed',
    'id,v\r\nA,a\nB,b\r\n',
    completed(2, {
      cleaned: [
        ['A', 'a'],
        ['B', 'b'],
      ],
    }),
  ),
  csv(
    'a cell of several lines',
    'id,v\nA,"a\nb"\nB,\n',
    completed(2, {
      cleaned: [
        ['A', 'a\nb'],
        ['B', null],
      ],
    }),
  ),
  csv(
    'an unclosed quote',
    'id,v\nA,"open\nB,b\nC,c\n',
    completed(2, {
      rejected: 1,
      aside: [2],
      cleaned: [
        ['B', 'b'],
        ['C', 'c'],
      ],
    }),
  ),
  csv(
    'text after a closing quote',
    'id,v\nA,"a"b\nB,c\n',
    completed(1, { rejected: 1, aside: [2], cleaned: [['B', 'c']] }),
  ),
  csv(
    'too few and too many cells',
    'id,v,w\nA,a\nB,b,1,x\nC,c,2\n',
    completed(1, { rejected: 2, aside: [2, 3], cleaned: [['C', 'c', '2']] }),
  ),
  csv('only ragged rows', 'id,v,w\nA,a\nB,b,1,x\n', completed(0, { rejected: 2, aside: [2, 3], cleaned: [] })),
  csv(
    'blank lines between rows',
    'id,v\n\nA,\n\n , \nB,b\n',
    completed(2, {
      cleaned: [
        ['A', null],
        ['B', 'b'],
      ],
    }),
  ),
  csv(
    'a cell of 2 MB',
    `id,v\nA,${'x'.repeat(2_000_000)}\nB,b\n`,
    completed(1, { rejected: 1, aside: [2], cleaned: [['B', 'b']] }),
  ),
  csv('a cell of 900 kB', `id,v\nA,${'x'.repeat(900_000)}\nB,b\n`, completed(2, { columns: { v: { distinct: 2 } } })),
];
