import type { Warning } from '@sluice/core';
import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCsv, type RecordBlock } from '../../tabular/index.ts';
import { loadText, openTestEngine, spoolText, type TestEngine, type TestLoad } from '../test/with-engine.ts';
import type { TableColumn } from '../types.ts';
import { loadDirectly } from './load-directly.ts';
import { loadNormalized } from './load-normalized.ts';
import type { LoadInput } from './load-table.ts';

const params = runs(80, 5_000);

let test: TestEngine;
beforeAll(async () => {
  test = await openTestEngine();
});
afterAll(() => test.close());

interface Contents {
  readonly rows: unknown[];
  readonly rejects: unknown[];
}

interface Expected extends Contents {
  readonly columns: TableColumn[];
  readonly headerRow: number;
  readonly warnings: Warning[];
}

/** The table as our own reader returns it: the expected result. */
function expected({ path, dialect, limits }: LoadInput): Expected {
  const reader = openCsv({ path, dialect, limits });
  const columns = reader.header.map((name, at) => ({ id: `c${at}`, name }));
  const records = [...reader.blocks()].flatMap((block) => block.rows.map((_, at) => record(block, at)));
  const rows = records.filter(({ fault }) => fault === undefined);
  const rejects = records.filter(({ fault }) => fault !== undefined);
  return {
    columns,
    headerRow: reader.headerRow,
    warnings: reader.warnings.list(),
    rows: rows.map(({ row, cells }) => [row, ...cells.map((cell) => cell || null)]),
    rejects: rejects.map(({ row, line, fault, raw }) => [row, line, fault?.code, fault?.message, raw || null]),
  };
}

const record = (block: RecordBlock, at: number) => ({
  row: block.rows[at],
  line: block.lines[at],
  cells: block.cells[at] ?? [],
  raw: block.raw[at],
  fault: block.faults.get(at),
});

async function contents(): Promise<Contents> {
  const all = async (table: string) => {
    const rows: unknown[] = [];
    for await (const piece of test.engine.stream(`FROM ${table} ORDER BY _row`)) rows.push(...piece);
    return rows;
  };
  return { rows: await all('source'), rejects: await all('source_rejects') };
}

async function drop(source: 'TABLE' | 'VIEW'): Promise<void> {
  const tables = ['source_rows', 'source_rejects'].map((name) => `DROP TABLE IF EXISTS ${name};`);
  await test.engine.run(`DROP ${source} IF EXISTS source; ${tables.join(' ')}`);
}

/** Loads the text both ways and compares each with the expected result. Returns whether DuckDB could read it directly. */
async function bothWays(text: string | Buffer, options: TestLoad = {}): Promise<boolean> {
  const input = spoolText(test, text, options);
  const { columns, headerRow, warnings, ...truth } = expected(input);
  try {
    await input.engine.widen(columns.length);
    const normalized = await loadNormalized(input, columns);
    expect(await contents()).toEqual(truth);
    expect(normalized.rejected).toBe(truth.rejects.length);
    expect(normalized.warnings).toEqual(warnings);
  } finally {
    await drop('TABLE');
  }
  try {
    const direct = await loadDirectly(input, columns, headerRow);
    if (direct) expect({ ...(await contents()), warnings: direct }).toEqual({ ...truth, warnings });
    return direct !== undefined;
  } finally {
    await drop('VIEW');
  }
}

describe('loadTable', () => {
  it.each([
    ['plain', 'a,b\n1,2\n3,4\n', true],
    ['no line break at the end', 'a,b\n1,2\n3,4', true],
    ['CRLF', 'a,b\r\n1,2\r\n"3","4"\r\n', true],
    ['LF, then CRLF', 'a,b\n1,2\r\n3,4\n', false],
    ['quotes, doubled quotes, empty quotes', 'a,b\n"x""y",""\n"",2\n', true],
    ['line breaks in cells', 'a,b\n"x\ny",1\n"z\r\n",2\n', true],
    ['CRLF and line breaks in cells', 'a,b\r\n"x\ny",1\r\n"z\r\n",2\r\n', true],
    ['CRLF and a line break in the header', '"a\nb",b\r\n"x\ny",1\r\n', false],
    ['a carriage return in a cell', 'a,b\n"x\ry",1\n', true],
    ['a quote in the middle of a cell', 'a,b\n6" nail,2\n', true],
    ['a space before a quote', 'a,b\n1, "2"\n', false],
    ['a tab before a quote', 'a,b\n\t"1",2\n', true],
    ['a space after a quote', 'a,b\n"1" ,2\n', false],
    ['text after a quote', 'a,b\n"1"x,2\n3,4\n', false],
    ['an open quote', 'a,b\n"1,2\n3,4\n', false],
    ['a stray carriage return', 'a,b\n1,2\r3\n4,5\n', false],
    ['blank lines at the end', 'a,b\n1,2\n\n\n', true],
    ['a blank line within', 'a,b\n1,2\n\n3,4\n', false],
    ['a line of delimiters', 'a,b\n1,2\n,\n3,4\n', false],
    ['lines of delimiters at the end', 'a,b\n1,2\n,\n,\n', false],
    ['a blank line before the header', '\na,b\n1,2\n', false],
    ['too few cells', 'a,b\n1\n2,3\n', false],
    ['too many cells', 'a,b\n1,2,3\n2,3\n', false],
    ['a delimiter at the end of each line', 'a,b,\n1,2,\n', false],
    ['one column', 'a\n""\n1\n', true],
    ['no rows', 'a,b\n', true],
    ['a byte-order mark', '\ufeffa,b\nä,2\n', true],
    ['a separator line', 'sep=;\na;b\n1;2\n', false],
    ['NULL and spaces as text', 'a,b\nNULL,N\n  ,x \n', true],
    ['\\N as a missing value', 'a,b\n\\N,1\n2,x\n', false],
    ['a title above the header', 'Report\na,b\n1,2\n3,4\n', false],
    ['delimiters at the end of all records', 'a,b\n1,2,\n3,4,\n', false],
    ['repeated headers and totals', 'id,kg\n1,2\nid,kg\n"id"," kg"\nTotal,5\nsum:,7\nTotal,steel\n', true],
    ['repeated headers in other letters', 'id,kg\n1,2\nID, Kg\n\u00a0Id,kg\t\nIDs,kg\n', true],
    ['repeated headers without a first name', ',kg,m\n1,2,3\n,KG,m\n', true],
    ['swallowed records', 'a,b,c\n1,x,"3/8\n2,y,z\n3,y,z\n4,y,12"\n5,x,z\n"6,7",x,z\n', false],
    ['lines that are no records', 'a,b,c\n1,x,"first\nsecond, then\nthird"\n2,y,z\n', true],
    ['single quotes', "a;b\n'1;x';2\n'3;y';4\n", false],
    ['both kinds of line breaks', 'a,b\r1,2\n3,4\r5,6\n', false],
    ['no header', '1,2.5\n2,3.5\n3,4.5\n', true],
    ['a name like SQL', 'a,"""; drop table source; --"\n1,2\n', true],
    ['UTF-16', Buffer.from('\ufeffa,b\nä,2\n', 'utf16le'), true],
  ] as const)('loads the same table with DuckDB and with our reader: %s', async (_, text, direct) => {
    expect(await bothWays(Buffer.from(text))).toBe(direct);
  });

  it('uses our own reader if a record may exceed a limit', async () => {
    const long = 'x'.repeat(60);
    expect(await bothWays(`a,b\n${long},2\n1,2\n`, { limits: { maxCellBytes: 50 } })).toBe(false);
    expect(await bothWays(`a,b\n${long},2\n1,2\n`, { limits: { maxRowBytes: 50 } })).toBe(false);
  });

  it('numbers the rows of a file without a header from 1, and reads 2,000 columns', async () => {
    expect(await bothWays('1,2\n3,4\n', { header: false })).toBe(true);
    const wide = Array.from({ length: 2000 }, (_, at) => `n${at}`).join(',');
    expect(await bothWays(`${wide}\n${wide}\n${wide}\n`)).toBe(true);
  });

  it('keeps the order of rows that several threads read', async () => {
    const lines = Array.from(
      { length: 200_000 },
      (_, at) => `${at + 2},"some ""text"" of ${at} ${'z'.repeat(at % 90)}"`,
    );
    const loaded = await loadText(test, `a,b\n${lines.join('\n')}\n`);
    const wrong = await test.engine.rows('FROM source WHERE _row <> c0::BIGINT');
    const [{ rows } = { rows: 0 }] = await test.engine.rows<{ rows: number }>('SELECT count(*) AS rows FROM source');
    expect({ wrong, rows, loaded: loaded.rows }).toEqual({ wrong: [], rows: 200_000, loaded: 200_000 });
    await drop('VIEW');
  });

  it(`loads the same table both ways from any text (seed ${params.seed})`, async () => {
    const token = fc.constantFrom(
      ',',
      '\n',
      '"',
      '\r\n',
      'a',
      'é',
      ' ',
      '\n',
      '""',
      '","',
      '\r',
      '1',
      '\n"',
      '"\n',
      '\t',
    );
    const hostile = fc.array(token, { maxLength: 40 }).map((parts) => `h,i\n${parts.join('')}`);
    const cell = fc.constantFrom(
      '',
      'a',
      '"b"',
      '"c,d"',
      '"e""f"',
      ' g ',
      '"\n"',
      'h"i',
      '\t',
      '"\r\n"',
      'ü',
      '""',
      '#',
      '\\',
    );
    const regular = fc
      .tuple(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
      .map(([rows, end]) => `h,i${end}${rows.map((cells) => cells.join(',') + end).join('')}`);
    let direct = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostile, regular), fc.boolean(), async (text, header) => {
        if (await bothWays(text, { delimiter: ',', header })) direct++;
      }),
      params,
    );
    expect(direct).toBeGreaterThan(params.numRuns / 10);
  });
});
