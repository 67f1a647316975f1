import { describe, expect, it } from 'vitest';
import { firstRows } from './first-rows.ts';
import { defaultTableLimits, inspectBytes, type TableOptions } from './index.ts';
import { withFile } from './test/read-table.ts';

const rowsOf = (text: string | Buffer, options: TableOptions = {}) => {
  const { inspection, spooled } = inspectBytes(Buffer.from(text), { options, limits: defaultTableLimits });
  if (inspection.kind !== 'csv') throw new Error('not a CSV');
  const { dialect } = inspection;
  return withFile(spooled, (path) => firstRows(path, dialect));
};
const shown = (text: string | Buffer, options?: TableOptions) =>
  rowsOf(text, options).map(({ row, cells }) => `${row}: ${cells.join('|')}`);

describe('firstRows', () => {
  it('has the rows above the header, numbered as a spreadsheet does, without blank ones', () => {
    const file = 'Stock 2026\n\nas of;1.3.2026\nno;name;price\n1;"Pump; red";2,50\n2;Fan;3,10\n3;Belt;1,00';
    expect(shown(file)).toEqual([
      '1: Stock 2026',
      '3: as of|1.3.2026',
      '4: no|name|price',
      '5: 1|Pump; red|2,50',
      '6: 2|Fan|3,10',
      '7: 3|Belt|1,00',
    ]);
    expect(shown(file, { headerRow: 6 })).toEqual(shown(file));
  });

  it.each([
    ['the last row without a line break', 'a,b\n1,2', ['1: a|b', '2: 1|2']],
    ['line breaks of old Macintosh files', 'a,b\r1,2\r3,4', ['1: a|b', '2: 1|2', '3: 3|4']],
    ['a separator line, which is no row', 'sep=;\na;b\n1;2\n', ['1: a|b', '2: 1|2']],
    ['no comments', '#x\na,b\n#y\n1,2\n', ['2: a|b', '4: 1|2']],
  ])('shows %s', (_, text, rows) => {
    expect(shown(text, text.startsWith('#') ? { comment: '#' } : {})).toEqual(rows);
  });

  it('shows at most 40 rows and the start of 100 cells of each', () => {
    const line = Array.from({ length: 300 }, (_, at) => `${at}`.padEnd(150, 'x')).join(',');
    const rows = rowsOf(`${line}\n`.repeat(60));
    expect([rows.length <= 40, rows[0]?.cells.length, rows[0]?.cells[7]?.length]).toEqual([true, 100, 100]);
    expect(rowsOf('a,b\n'.repeat(60))).toHaveLength(40);
  });

  it('shows a replacement character for each invalid byte', () => {
    const file = Buffer.concat([Buffer.from('näme,größe\nä'), Buffer.from([0xff]), Buffer.from(',ö\nü,ß\n')]);
    expect(shown(file)).toEqual(['1: näme|größe', '2: ä\ufffd|ö', '3: ü|ß']);
  });
});
