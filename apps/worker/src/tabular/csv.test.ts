import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultTableLimits, openCsv, type TableLimits } from './index.ts';
import { inspect, readTable, withFile } from './test/read-table.ts';

const cellsOf = (content: Buffer | string, options = {}) =>
  readTable(content, options).records.map(({ cells }) => cells);
const faultsOf = (content: string, options = {}) =>
  readTable(content, options).records.map(({ row, line, fault }) => [row, line, fault]);

describe('rows and lines', () => {
  it('numbers rows like a spreadsheet and lines like an editor, with blank rows and multi-line cells', () => {
    const { header, headerRow, headerLine, records, counted } = readTable('a,b\n1,"x\ny"\n\n  \n2,z\r\n,,\n3,"q"');
    expect({ header, headerRow, headerLine }).toEqual({ header: ['a', 'b'], headerRow: 1, headerLine: 1 });
    expect(records).toEqual([
      { row: 2, line: 2, cells: ['1', 'x\ny'], raw: '1,"x\ny"' },
      { row: 5, line: 6, cells: ['2', 'z'], raw: '2,z' },
      { row: 7, line: 8, cells: ['3', 'q'], raw: '3,"q"' },
    ]);
    expect(counted).toBe(3);
  });

  it('uses the first non-blank row as the header', () => {
    const { header, headerRow, headerLine, records } = readTable('\n \t\r\n"a","b\nc"\n1,2\n');
    expect({ header, headerRow, headerLine }).toEqual({ header: ['a', 'b\nc'], headerRow: 3, headerLine: 3 });
    expect(records).toEqual([{ row: 4, line: 5, cells: ['1', '2'], raw: '1,2' }]);
  });

  it('does not treat a row of quoted empty cells as blank', () => {
    expect(readTable('a,b\n"",""\n,\n')).toMatchObject({
      counted: 1,
      records: [{ row: 2, cells: ['', ''], raw: '"",""' }],
    });
  });

  it('reads every kind of line break: LF, CRLF, both in one file, CR, and none at the end', () => {
    const wanted = [['1', 'x'], ['2', 'y']]; // biome-ignore format: short
    for (const end of ['\n', '\r\n', '\r']) {
      expect(cellsOf(`a,b${end}1,x${end}2,y`)).toEqual(wanted);
      expect(cellsOf(`a,b${end}1,x${end}${end}2,y${end}`)).toEqual(wanted);
    }
    expect(cellsOf('a,b\r\n1,x\n2,y\r\n')).toEqual(wanted);
    expect(readTable('a,b\r1,"x\ny"\r2,y\r').records).toEqual([
      { row: 2, line: 2, cells: ['1', 'x\ny'], raw: '1,"x\ny"' },
      { row: 3, line: 3, cells: ['2', 'y'], raw: '2,y' },
    ]);
  });

  it('drops the carriage return of CRLF and no other', () => {
    expect(cellsOf('a,b\r\n1,"x\r"\r\n2,"y"\r\n3,z"\r\n4,\r\n')).toEqual([
      ['1', 'x\r'],
      ['2', 'y'],
      ['3', 'z"'],
      ['4', ''],
    ]);
    expect(readTable('a,b\r\n1,"x\r\ny"\r\n').records).toEqual([
      { row: 2, line: 2, cells: ['1', 'x\r\ny'], raw: '1,"x\r\ny"' },
    ]);
  });

  it('keeps values as text: zeros, spaces, long numbers, formulas, emoji and right-to-left text', () => {
    const row = ['00123', ' x ', '9007199254740993', '=1+1', '👩‍👩‍👧 é', 'שלום', '1e5', 'TRUE'];
    expect(cellsOf(`a,b,c,d,e,f,g,h\n${row.join(',')}\n`)).toEqual([row]);
  });
});

describe('number of cells', () => {
  it('reports too few or too many cells as a fault of that row only', () => {
    const { records, counted } = readTable('a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,5\n');
    expect(records.map(({ row, cells, raw, fault }) => [row, cells.length, raw, fault])).toEqual([
      [2, 2, '1,2', 'TOO_FEW_CELLS'],
      [3, 3, '1,2,3', undefined],
      [4, 4, '1,2,3,4', 'TOO_MANY_CELLS'],
      [5, 5, '1,2,3,,5', 'TOO_MANY_CELLS'],
    ]);
    expect(counted).toBe(4);
  });

  it('names the actual and the expected number of cells', () => {
    withFile(Buffer.from('a,b,c\n1,2\n1,2,3,4\n'), (path) => {
      const inspection = inspect(Buffer.from('a,b,c\n1,2\n1,2,3,4\n'));
      if (inspection.kind !== 'csv') throw new Error('not a CSV');
      const [block] = [...openCsv({ path, dialect: inspection.dialect, limits: defaultTableLimits }).blocks()];
      expect(block?.faults.get(0)).toEqual({
        code: 'TOO_FEW_CELLS',
        message: 'The record has 2 cells, but the header has 3.',
        value: '1,2',
      });
      expect(block?.faults.get(1)?.message).toBe('The record has 4 cells, but the header has 3.');
    });
  });

  it('does not treat a delimiter at the end of every line as a column', () => {
    const { header, records } = readTable('a,b,\n1,2,\n3,4\n5,6,7\n');
    expect(header).toEqual(['a', 'b']);
    expect(records.map(({ cells, fault }) => [cells, fault])).toEqual([
      [['1', '2'], undefined],
      [['3', '4'], undefined],
      [['5', '6', '7'], 'TOO_MANY_CELLS'],
    ]);
  });

  it('allows as many delimiters at the end of a row as the header has, or as all rows have', () => {
    expect(faultsOf('a,b\n1,2,\n1,2,,\n')).toEqual([
      [2, 2, 'TOO_MANY_CELLS'],
      [3, 3, 'TOO_MANY_CELLS'],
    ]);
    expect(cellsOf('a,b\n1,2,\n3,4,\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(faultsOf('a,b,,,\n1,2,,,\n1,2,,x,\n')).toEqual([
      [2, 2, undefined],
      [3, 3, 'TOO_MANY_CELLS'],
    ]);
  });
});

describe('quotes', () => {
  it('reads doubled quotes, delimiters and line breaks in quoted cells, and whitespace after them', () => {
    expect(cellsOf('a,b\n"say ""hi""","1,5"\n"" , "x"\n"y"  ,z"z\n')).toEqual([
      ['say "hi"', '1,5'],
      ['', ' "x"'],
      ['y', 'z"z'],
    ]);
  });

  it('ends a record with an unclosed quote at the end of its first line', () => {
    expect(readTable('a,b\n1,"x\n2,y\n3,z\n').records).toEqual([
      { row: 2, line: 2, cells: [], raw: '1,"x', fault: 'QUOTE_UNCLOSED' },
      { row: 3, line: 3, cells: ['2', 'y'], raw: '2,y' },
      { row: 4, line: 4, cells: ['3', 'z'], raw: '3,z' },
    ]);
  });

  it('does not close an unclosed quote with the quotes of a later row', () => {
    expect(faultsOf('a,b\n1,"x\n2,"y"\n3,z\n')).toEqual([
      [2, 2, 'QUOTE_UNCLOSED'],
      [3, 3, undefined],
      [4, 4, undefined],
    ]);
  });

  it('reports text after a closing quote as a fault of that row only', () => {
    expect(faultsOf('a,b\n"x"y,2\n1,"p "q" r"\n3,z\n')).toEqual([
      [2, 2, 'QUOTE_MISPLACED'],
      [3, 3, 'QUOTE_MISPLACED'],
      [4, 4, undefined],
    ]);
  });

  it('gives up an unclosed quote at the row limit, with blocks of any size', () => {
    const content = `a,b\n1,"${'x\n'.repeat(40)}"\n2,y\n`;
    for (const blockBytes of [64, 65, 1000]) {
      const { records, counted } = readTable(content, { limits: { maxRowBytes: 50 }, blockBytes, chunkBytes: 7 });
      expect(records[0]).toMatchObject({ row: 2, line: 2, raw: '1,"x', fault: 'QUOTE_UNCLOSED' });
      expect(records.at(-1)).toEqual({ row: 43, line: 43, cells: ['2', 'y'], raw: '2,y' });
      expect(counted).toBe(records.length);
    }
  });

  it('reads a long file with a broken quote in every row in linear time', () => {
    const { records } = readTable(`a,b\n${'"x"y,1\n'.repeat(50_000)}`);
    expect(records.length).toBe(50_000);
    expect(new Set(records.map(({ fault }) => fault))).toEqual(new Set(['QUOTE_MISPLACED']));
  });
});

describe('size limits', () => {
  const limits: Partial<TableLimits> = { maxCellBytes: 10, maxRowBytes: 30 };

  it('counts the bytes of a cell as UTF-8', () => {
    expect(
      faultsOf('a,b\n1,xxxxxxxxxx\n1,xxxxxxxxxxx\n1,ééééé\n1,éééééx\n', { limits }).map(([, , fault]) => fault),
    ).toEqual([undefined, 'CELL_TOO_LARGE', undefined, 'CELL_TOO_LARGE']);
  });

  it('holds the header to the limit of a cell', () => {
    expect(() => readTable('a,xxxxxxxxxx\n1,2\n', { limits })).not.toThrow();
    expect(() => readTable('a,xxxxxxxxxxx\n1,2\n', { limits })).toThrow(
      expect.objectContaining({ code: 'CELL_TOO_LARGE', message: expect.stringContaining('column 2 in the header') }),
    );
  });

  it('skips a row beyond the limit, even one that never ends', () => {
    for (const blockBytes of [64, 4096]) {
      const { records, counted } = readTable(
        `a,b\n1,${'x'.repeat(28)}\n1,${'x'.repeat(29)}\n1,${'x'.repeat(500)}\n2,y\n1,${'x'.repeat(500)}`,
        {
          limits: { maxRowBytes: 30 },
          blockBytes,
        },
      );
      expect(records.map(({ row, line, raw, fault }) => [row, line, raw.length, fault])).toEqual([
        [2, 2, 30, undefined],
        [3, 3, 0, 'ROW_TOO_LARGE'],
        [4, 4, 0, 'ROW_TOO_LARGE'],
        [5, 5, 3, undefined],
        [6, 6, 0, 'ROW_TOO_LARGE'],
      ]);
      expect(counted).toBe(5);
    }
  });

  it('measures a row in bytes of UTF-8, whatever the encoding of the file', () => {
    const text = `a,b\n1,${'é'.repeat(14)}\n1,${'é'.repeat(15)}\n`;
    expect(faultsOf(text, { limits: { maxRowBytes: 30 } }).map(([, , fault]) => fault)).toEqual([
      undefined,
      'ROW_TOO_LARGE',
    ]);
    const latin = readTable(Buffer.from(text, 'latin1'), { limits: { maxRowBytes: 30 } });
    expect(latin.records.map(({ fault }) => fault)).toEqual([undefined, 'ROW_TOO_LARGE']);
    const wide = readTable(Buffer.from(`\ufeff${text}`, 'utf16le'), { limits: { maxRowBytes: 30 } });
    expect(wide.records.map(({ fault }) => fault)).toEqual([undefined, 'ROW_TOO_LARGE']);
  });
});

describe('header', () => {
  it('trims names, keeps empty names between others, and provides the original text', () => {
    const content = Buffer.from('\ufeff id ,,"na ""me",\n1,2,3,\n');
    expect(readTable(content).header).toEqual(['id', '', 'na "me']);
    withFile(content, (path) => {
      const inspection = inspect(content);
      if (inspection.kind !== 'csv') throw new Error('not a CSV');
      const reader = openCsv({ path, dialect: inspection.dialect, limits: defaultTableLimits });
      expect(reader.headerRaw).toBe(' id ,,"na ""me",');
      reader.close();
    });
  });

  it('generates names if the caller sets header to false', () => {
    expect(readTable('1,2\n3,4\n', { header: false })).toMatchObject({
      header: ['column_1', 'column_2'],
      headerRow: 0,
      headerLine: 0,
      counted: 2,
      records: [
        { row: 1, line: 1 },
        { row: 2, line: 2 },
      ],
    });
  });

  it('generates as many names as the first valid row has cells', () => {
    expect(readTable('"1,2\n3,4\n', { header: false })).toMatchObject({
      header: ['column_1', 'column_2'],
      counted: 2,
      records: [
        { row: 1, fault: 'QUOTE_UNCLOSED' },
        { row: 2, cells: ['3', '4'] },
      ],
    });
    expect(readTable('"1,2\n', { header: false })).toMatchObject({ header: [], counted: 1, records: [{ row: 1 }] });
  });

  it('rejects a header that cannot be parsed', () => {
    expect(() => readTable('"a,b\n1,2\n')).toThrow(
      expect.objectContaining({
        code: 'HEADER_MISSING',
        message: expect.stringMatching(/^The header in line 1 cannot be parsed: .*quote/),
      }),
    );
    expect(() => readTable('"",""\n1,2\n')).toThrow(expect.objectContaining({ code: 'HEADER_MISSING' }));
  });

  it('rejects a header with too many columns', () => {
    const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');
    expect(() => inspect(Buffer.from(`${wide}\n`))).toThrow(
      expect.objectContaining({
        code: 'TOO_MANY_COLUMNS',
        message: 'The header has 10,000 columns; the limit is 2,000.',
      }),
    );
  });
});

describe('reading', () => {
  const dialect = (content: Buffer) => {
    const inspection = inspect(content);
    if (inspection.kind !== 'csv') throw new Error('not a CSV');
    return inspection.dialect;
  };
  const openFiles = () => readdirSync('/proc/self/fd').length;

  it('reads blocks on demand, and closes the file after success, failure and an early stop', () => {
    const content = Buffer.from(`a,b\n${'1,2\n'.repeat(1000)}`);
    withFile(content, (path) => {
      const before = openFiles();
      const input = { path, dialect: dialect(content), limits: defaultTableLimits, blockBytes: 400 };
      const stopped = openCsv(input);
      for (const block of stopped.blocks()) {
        expect(block.rows.length).toBeLessThanOrEqual(100);
        break;
      }
      const closed = openCsv(input);
      closed.close();
      closed.close();
      expect([...closed.blocks()]).toEqual([]);
      expect([...openCsv(input).blocks()].flatMap(({ rows }) => rows).at(-1)).toBe(1001);
      expect(openFiles()).toBe(before);
    });
  });

  it('omits the truncated last record of a partial spool', () => {
    const content = Buffer.from('a,b\n1,2\n3,"4\n');
    withFile(content, (path) => {
      const reader = openCsv({ path, dialect: dialect(content), limits: defaultTableLimits, partial: true });
      expect([...reader.blocks()].flatMap(({ cells }) => cells)).toEqual([['1', '2']]);
    });
  });
});
