import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReadOptions, readTable } from './test/read-table.ts';

const shared = (name: string): Buffer =>
  readFileSync(new URL(`../../../../test/fixtures/cases/${name}.csv`, import.meta.url));

/** The header, the records or their faults, and the codes of the warnings. */
function read(content: Buffer | string, options: ReadOptions = {}) {
  const table = readTable(content, options);
  expect(table.counted).toBe(table.records.length);
  const rows = table.records.map(({ cells, fault }) => fault ?? cells);
  const warnings = table.warnings.map(({ code }) => code);
  const decisions = Object.fromEntries(table.decisions.map((decision) => [decision.topic, decision]));
  return { ...table, rows, codes: warnings, decided: decisions };
}

describe('header row', () => {
  it('finds the header below titles, notes and rows of delimiters', () => {
    const { header, headerRow, rows, codes, decided } = read(shared('06-title-rows-above-header'));
    expect({ header, headerRow, codes }).toEqual({
      header: ['identifier', 'name', 'type', 'valid_from'],
      headerRow: 4,
      codes: ['ROWS_SKIPPED'],
    });
    expect(rows.map(([key, , , date]) => [key, date])).toEqual([
      ['FAN-1', '01.02.2024'],
      ['FAN-2', '15.02.2024'],
      ['FAN-3', '28.02.2024'],
    ]);
    expect(decided.header_row).toMatchObject({ value: 4, given: false, alternatives: [null] });
    expect(decided.skip_rows).toMatchObject({ value: 3, alternatives: [0] });
  });

  it('finds the header and the delimiter below a title in a narrow table', () => {
    const { header, rows, decided } = read(shared('60-title-above-semicolon'));
    expect({ header, rows }).toEqual({ header: ['id', 'name'], rows: [['1', 'a'], ['2', 'b']] }); // biome-ignore format: short
    expect(decided.delimiter).toMatchObject({ value: ';', given: false });
  });

  it.each([
    ['a note with delimiters', 'Exported, by Ada, on Monday, at noon, in Bern\nid,name\n1,a\n2,b\n', 2],
    ['blank lines and a title', '\n\nReport\n\nid,name\n1,a\n2,b\n', 5],
    ['a title with a quote', '"Report\nid,name\n1,a\n2,b\n', 2],
    ['text in all columns', 'Contacts\n\nname,city,note\nAda,Bern,x\nBen,Rome,y\nCleo,Oslo,z\n', 3],
    ['columns that are mostly blank', 'id,name,x,y,z,note\n1,a,,,,\n2,b,,,,\n3,c,1,2,3,n\n', 1],
    ['a header with unnamed columns', 'id,,\n1,a,b\n2,c,d\n', 1],
    ['a short header', 'id,name\n1,a,b,c,d\n2,e,f,g,h\n', 1],
    [
      'a title above a delimiter that is rare',
      'Report\n\nid:name:on\n1:a, b:2024-01-01\n2:c, d:2024-02-01\nBy: Ada\n',
      3,
    ],
    ['comment lines', '# made by hand\n# twice\nid,name\n1,a\n2,b\n', 3],
    ['notes as wide as the table, and a blank row', 'Stock,,\nPrinted:,2024-05-03,\n\nid,name,kg\n1,a,2\n2,b,3\n', 4],
    ['the same above text', 'Members,,\nClub:,Bern,\n\nname,city,note\nAda,Bern,x\nBen,Rome,y\nCleo,Oslo,z\n', 4],
    ['the same without a blank row', 'Stock,,\nPrinted:,2024-05-03,\nid,name,kg\n1,a,2\n2,b,3\n', 3],
    ['a note of two cells and a blank row', 'Depot north,May,\n\nid,name,kg\n1,a,2\n2,b,3\n', 3],
    ['a header with an unnamed column above a blank row', 'name,city,\n\nAda,Bern,x\nBen,Rome,y\n', 1],
    ['a header with an unnamed column above numbers', 'who,what,\nAda,start,x\nBen,5,y\nCleo,6,z\n', 1],
  ])('finds the header in its row: %s', (_, content, row) => {
    expect(read(content).headerRow).toBe(row);
  });

  it('says that a file has no header, and numbers the columns', () => {
    const { header, headerRow, rows, codes, decided } = read(
      'A-1,Pump,2024-01-01\nA-2,Fan,2024-02-01\nA-3,Saw,2024-03-01\n',
    );
    expect({ header, headerRow, codes }).toEqual({
      header: ['column_1', 'column_2', 'column_3'],
      headerRow: 0,
      codes: ['HEADER_ABSENT'],
    });
    expect(rows.length).toBe(3);
    expect(decided.header_row).toMatchObject({ value: null, confidence: 0.95, alternatives: [1] });
  });

  it('skips a title above records without a header', () => {
    const { header, rows } = read('Measured in May\n1;2.5\n2;3.5\n3;4.5\n');
    expect({ header, rows: rows.length }).toEqual({ header: ['column_1', 'column_2'], rows: 3 });
  });

  it.each([
    ['a name for fewer than half of the columns', 'Stock,,,\n1,a,x,2\n2,b,y,3\n', 1],
    ['a name above two columns of numbers without one', 'kg\n1,5\n2,5\n3,25\n', null],
  ])('says that a header is doubtful: %s', (_, content, value) => {
    const { decided } = read(content);
    expect(decided.header_row).toMatchObject({ value });
    expect(decided.header_row?.confidence).toBeLessThan(0.8);
  });

  it('follows the options of the caller', () => {
    const content = 'x,y\nid,name\n1,a\n2,b\nsum,3\n';
    expect(read(content, { headerRow: 2 })).toMatchObject({ header: ['id', 'name'], headerRow: 2, counted: 3 });
    expect(read(content, { headerRow: 'none' })).toMatchObject({ header: ['column_1', 'column_2'], counted: 5 });
    expect(read(content, { skipRows: 1 })).toMatchObject({ header: ['id', 'name'], headerRow: 2, counted: 3 });
    expect(read(content, { skipRows: 1, skipFooter: 1 })).toMatchObject({ counted: 2, codes: ['FOOTER_SKIPPED'] });
    expect(read(content, { headerRows: 2 })).toMatchObject({ header: ['x id', 'y name'], counted: 3 });
    expect(read('% a\nid,name\n% b\n1,a\n', { comment: '%' })).toMatchObject({
      header: ['id', 'name'],
      rows: [['1', 'a']],
    });
    expect(read('#a,b\n#c,d\n1,2\n', { comment: 'none' })).toMatchObject({ counted: 2 });
    expect(read(content, { headerRow: 2 }).decided.header_row).toMatchObject({ given: true, confidence: 1 });
  });

  it('says that no row is left to be the header', () => {
    for (const options of [{ headerRow: 5 }, { skipRows: 4 }])
      expect(() => read('id,name\n1,a\n', options)).toThrow('Nothing is left below the 4 skipped rows.');
    expect(() => read('\n\n')).toThrow('The file is empty');
  });

  it('joins the rows of a header, continuing merged cells', () => {
    const content = 'year,2023,,2024,\nregion,Q1,Q2,Q1,Q2\nnorth,1,2,3,4\n';
    expect(read(content, { headerRows: 2 }).header).toEqual([
      'year region',
      '2023 Q1',
      '2023 Q2',
      '2024 Q1',
      '2024 Q2',
    ]);
  });

  it('reports repeated headers and totals, and skips them when asked', () => {
    const content = 'id,kg\n1,2\nid,kg\n2,3\nTotal,5\n3,4\nGrand total:,9\n';
    expect(read(content)).toMatchObject({
      counted: 6,
      warnings: [
        { code: 'REPEATED_HEADER', count: 1, rows: [3] },
        { code: 'TOTAL_ROW', count: 2, rows: [5, 7] },
      ],
    });
    const skipped = read(content, { skipRepeatedHeaders: true, skipTotals: true });
    expect(skipped.rows).toEqual([['1', '2'], ['2', '3'], ['3', '4']]); // biome-ignore format: short
    expect(skipped.codes).toEqual(['REPEATED_HEADER', 'TOTAL_ROW']);
  });
});

describe('dialect', () => {
  it.each([' ', ':', '^', '~', '\x1c', '\x1d', '\x1e', '\x1f', '\x01', ';', '|', '\t', '#', '§'])(
    'detects the delimiter %j',
    (delimiter) => {
      const lines = [
        ['id', 'name', 'kg'],
        ['1', 'pump', '2.5'],
        ['2', 'fan', '3.5'],
        ['3', 'saw', '4.5'],
        ['4', 'drill', '5.5'],
      ];
      const { header, rows } = read(lines.map((cells) => `${cells.join(delimiter)}\n`).join(''));
      expect({ header, rows }).toEqual({ header: lines[0], rows: lines.slice(1) });
    },
  );

  it.each([
    ['sentences', 'note\nthe pump leaks\nthe fan is loud\n'],
    ['names', 'full name\nAda Byron\nMax Born\nNiels Bohr\n'],
    ['times', 'at\n2024-01-01 10:20\n2024-01-02 11:30\n2024-01-03 12:40\n'],
  ])('does not split one column of %s', (_, content) => {
    expect(read(content).header).toHaveLength(1);
  });

  it('says that lines aligned with spaces may have several columns', () => {
    const { header, decided } = read('code   name   kg\nP-1    Pump   2.5\nP-2    Fan    3.5\n');
    expect(header).toHaveLength(1);
    expect(decided.delimiter?.confidence).toBeLessThan(0.8);
    expect(read('note\nthe pump  leaks\nthe fan is loud\nall is well\n').decided.delimiter?.confidence).toBe(0.9);
  });

  it('follows a separator line with any delimiter', () => {
    expect(read('sep=^\r\na^b\r\n1^x,y\r\n')).toMatchObject({ header: ['a', 'b'], rows: [['1', 'x,y']] });
  });

  it('reads quotes after padding', () => {
    const { rows } = read('id, name, kg\n1, "Pump, big", 2\n2, "Fan ""x""", 3\n');
    expect(rows.map(([, name]) => name)).toEqual(['Pump, big', 'Fan "x"']);
  });

  it('reads single quotes, and leaves apostrophes alone', () => {
    expect(read("id,name\n1,'Pump, big'\n2,'Fan''s, small'\n3,'Saw'\n").rows).toEqual([
      ['1', 'Pump, big'],
      ['2', "Fan's, small"],
      ['3', 'Saw'],
    ]);
    expect(read("id,name\n1,O'Neil\n2,'t Hooft\n3,Rosa'\n").rows.map(([, name]) => name)).toEqual([
      "O'Neil",
      "'t Hooft",
      "Rosa'",
    ]);
  });

  it('reads backslash escapes, and leaves the backslashes of paths alone', () => {
    expect(read('id,name\n1,"a 3\\" pipe, steel"\n2,"plain"\n3,"b \\\\ c"\n').rows.map(([, name]) => name)).toEqual([
      'a 3" pipe, steel',
      'plain',
      'b \\ c',
    ]);
    expect(read('id,name,kg\n1,Pump\\, big,2\n2,Fan\\, small,3\n3,Saw,4\n')).toMatchObject({
      rows: [['1', 'Pump, big', '2'], ['2', 'Fan, small', '3'], ['3', 'Saw', '4']],
      decided: { escape: { value: '\\', alternatives: [null] } },
    }); // biome-ignore format: short
    expect(read('id\tname\tkg\n1\tPump\\\tbig\t2\n2\tFan\t3\n').rows[0]).toEqual(['1', 'Pump\tbig', '2']);
    const paths = read('path,name\nC:\\a\\,x\nC:\\b\\,y\nD:\\,z\n');
    expect(paths.rows).toEqual([['C:\\a\\', 'x'], ['C:\\b\\', 'y'], ['D:\\', 'z']]); // biome-ignore format: short
    const mixed = read('path,name,kg\nC:\\a\\,Pump, big,2\nC:\\b\\,Fan,3\nD:\\c,Saw,4\nE:\\f,Saw,4\n');
    expect(mixed.rows[1]).toEqual(['C:\\b\\', 'Fan', '3']);
    expect(read('id,path\n1,"C:\\new\\"\n2,"D:\\x"\n').rows.map(([, name]) => name)).toEqual(['C:\\new\\', 'D:\\x']);
    const dump = read('1\tx\\\ty\t\\N\n2\ta\\\nb\tc\n', { headerRow: 'none', quote: 'none', escape: '\\' });
    expect(dump).toMatchObject({ rows: [['1', 'x\ty', ''], ['2', 'a\nb', 'c']], warnings: [{ code: 'NULL_MARKER', count: 1 }] }); // biome-ignore format: short
  });

  it('reads \\N as missing between quotes that are not the quote character of the file', () => {
    expect(read("a'b'c\n1'\\N'x\n", { delimiter: "'" }).rows).toEqual([['1', '', 'x']]);
    expect(read('a"b"c\n1"\\N"x\n', { delimiter: '"', quote: 'none' }).rows).toEqual([['1', '', 'x']]);
    expect(read("a;b\n'\\N';x\n", { quote: "'" }).rows).toEqual([['\\N', 'x']]);
    expect(read("a;b\n'\\N';x\n", { quote: 'none' }).rows).toEqual([["'\\N'", 'x']]);
  });

  it('reads a quoted \\N as text', () => {
    expect(read('a,b\n"\\N",1\n\\N,2\n').rows).toEqual([['\\N', '1'], ['', '2']]); // biome-ignore format: short
    const mixed = read('a,b,c\n"\\N",\\N,x\n\\N,"a ""\\N"" b","\\N"\n"\\N",2,\\N\n');
    expect(mixed.rows).toEqual([['\\N', '', 'x'], ['', 'a "\\N" b', '\\N'], ['\\N', '2', '']]); // biome-ignore format: short
    expect(mixed.warnings).toMatchObject([{ code: 'NULL_MARKER', count: 3, rows: [2, 3, 4] }]);
  });

  it('takes two stray quotes, lines apart, for ordinary characters, and says that this is doubtful', () => {
    const { rows, decided } = read(shared('21-two-stray-quotes'));
    expect(rows.map(([key]) => key)).toEqual(['ROD-1', 'ROD-2', 'ROD-3', 'ROD-4', 'ROD-5']);
    expect(decided.quote).toMatchObject({ value: null, confidence: 0.75, alternatives: ['"'] });
  });

  it('reports a quoted cell that seems to have swallowed records', () => {
    const { warnings, rows } = read(shared('21-two-stray-quotes'), { quote: '"' });
    expect(rows).toHaveLength(2);
    expect(warnings).toMatchObject([{ code: 'QUOTE_SUSPICIOUS', count: 1, rows: [2], column: 'description' }]);
    expect(warnings[0]?.message).toContain('lines 2 to 5');
  });

  it('reads CR line breaks with a final LF', () => {
    expect(read(shared('09-cr-lines-final-lf')).rows).toEqual([
      ['SAW-1', 'Saw', 'blade 10"'],
      ['SAW-2', 'Saw 12" blade', 'bare inch mark'],
      ['SAW-3', 'Jigsaw', ''],
    ]);
  });

  it.each([
    ['CRCRLF', 'a,b\r\r\n1,x\r\r\n2,"y"\r\r\n'],
    ['all kinds', 'a,b\r1,x\n2,y\r\n'],
    ['CR and LF, blank lines', 'a,b\r\r1,x\n\n2,y\r'],
    ['Ctrl-Z at the end', 'a,b\r\n1,x\r\n2,y\r\n\x1a'],
    ['Ctrl-Z after the last cell', 'a,b\n1,x\n2,y\x1a'],
    ['Ctrl-Z and a line break', 'a,b\n1,x\n2,y\n\x1a\r\n'],
  ])('reads line breaks and ends: %s', (_, content) => {
    for (const chunkBytes of [1, 2, 100]) {
      const { rows } = read(content, { chunkBytes, blockBytes: 64 });
      expect(rows).toEqual([['1', 'x'], ['2', 'y']]); // biome-ignore format: short
    }
  });

  it('counts records alike when whitespace beyond ASCII follows a closing quote', () => {
    for (const space of ['\u00a0', '\u2003', '\u3000', '\ufeff']) {
      expect(read(`a,b\n"1\n2"${space},x\n3,y\n`).rows).toEqual([['1\n2', 'x'], ['3', 'y']]); // biome-ignore format: short
    }
  });

  it('decides by the whole file, not by its first records', () => {
    const note = 'long '.repeat(60);
    const lines = (count: number, line: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => line(at)).join('\n');
    const head = `first,last ${note}\n${lines(900, (at) => `a${at},b ${note}`)}\n`;
    const content = head + lines(2_000, (at) => `${'c,'.repeat(at % 7)}d;${note};x`);
    expect(read(head).dialect.delimiter).toBe(',');
    expect(read(content)).toMatchObject({ dialect: { delimiter: ';' }, counted: 2_900 });
  });
});

describe('width', () => {
  it('accepts delimiters that all records end with, and no further cell', () => {
    expect(read(shared('12-extra-trailing-delimiters')).rows).toEqual([
      ['CHAIR-1', 'Chair', 'asset'],
      ['CHAIR-2', 'Chair', 'asset'],
      ['CHAIR-3', 'Stool', 'asset'],
      ['CHAIR-4', 'Bench', 'asset'],
      'TOO_MANY_CELLS',
    ]);
  });

  it('reports an extra delimiter in a row whose last cell is empty', () => {
    expect(read(shared('60-shifted-row')).rows).toEqual([['X-1', 'Saw', 'old'], 'TOO_MANY_CELLS']);
  });

  it('reports an extra delimiter beyond the sample', () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `${at},a,`);
    rows[4000] = '4000,a';
    expect(
      new Set(read(`id,name\n${rows.join('\n')}\n`).rows.map((row) => (typeof row === 'string' ? row : row.length))),
    ).toEqual(new Set(['TOO_MANY_CELLS', 2]));
  });

  it('reports missing cells, or fills them when asked', () => {
    const content = 'a,b,c\n1,2\n3,4,5\n6\n';
    expect(read(content).rows).toEqual(['TOO_FEW_CELLS', ['3', '4', '5'], 'TOO_FEW_CELLS']);
    const filled = read(content, { allowShortRows: true });
    expect(filled.rows).toEqual([['1', '2', ''], ['3', '4', '5'], ['6', '', '']]); // biome-ignore format: short
    expect(filled.warnings).toMatchObject([{ code: 'SHORT_ROW_FILLED', count: 2, rows: [2, 4] }]);
    expect(filled.records[0]?.raw).toBe('1,2,');
  });
});
