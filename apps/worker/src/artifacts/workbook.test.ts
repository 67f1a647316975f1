import { expect, test } from 'vitest';
import { convertTable } from '../tabular/test/convert-table.ts';
import { inPieces, openWorkbook, unpack, workbookBytes } from './test/collect.ts';
import type { SheetCell, SheetColumn, TableSheet } from './types.ts';
import { writeWorkbook } from './workbook.ts';

const table = (columns: Record<string, SheetColumn['type']>, rows: readonly (readonly SheetCell[])[]): TableSheet => ({
  name: 'Data',
  columns: Object.entries(columns).map(([header, type]) => ({ header, type })),
  rows,
  rowCount: rows.length,
});

const longRows = (count: number): SheetCell[][] =>
  Array.from({ length: count }, (_, at) => [String(at).padStart(5, '0'), at, at / 7, at % 2 === 0]);
const longTable = (count: number): TableSheet => ({
  ...table({ code: 'text', count: 'integer', share: 'number', even: 'boolean' }, []),
  rows: inPieces(longRows(count), 333),
  rowCount: count,
});

test('two readers read back a long table completely, with the type of each cell', async () => {
  const rows = longRows(5_432);
  const bytes = await workbookBytes([longTable(rows.length)]);
  const sheet = (await openWorkbook(bytes)).getWorksheet('Data');
  expect(sheet?.rowCount).toBe(rows.length + 1);
  const read: unknown[] = [];
  sheet?.eachRow((row, number) => {
    if (number > 1) read.push((row.values as unknown[]).slice(1));
  });
  expect(read).toEqual(rows);
  const converted = await convertTable(bytes);
  expect(converted.header).toEqual(['code', 'count', 'share', 'even']);
  expect(converted.cells).toEqual(rows.map((cells) => cells.map(String)));
});

const HOSTILE = [
  '=1+1',
  '+49 30 1234',
  '-cmd',
  '@SUM(A1)',
  '00123',
  '90071992547409931',
  '1e5',
  ' two  spaces ',
  'line\nbreak',
  'tab\there',
  '<b>&amp;"quoted"</b>',
  'Grüße, 価格, 👩‍👩‍👧, \u{10ffff}',
  'snake_case_x and _x_',
  "it's",
  'TRUE',
  '#N/A',
  ']]>',
];

test('text that looks like a number, date or formula is typed as text', async () => {
  const bytes = await workbookBytes([
    table(
      { text: 'text', number: 'integer' },
      HOSTILE.map((text) => [text, text]),
    ),
  ]);
  const sheet = (await openWorkbook(bytes)).getWorksheet('Data');
  expect(HOSTILE.map((_, at) => sheet?.getCell(at + 2, 1).value)).toEqual(HOSTILE);
  expect(HOSTILE.map((_, at) => sheet?.getCell(at + 2, 2).value)).toEqual(HOSTILE);
  expect((await convertTable(bytes)).cells).toEqual(HOSTILE.map((text) => [text, text]));
  const files = await unpack(bytes);
  expect([...files.keys()].filter((name) => name.endsWith('/'))).toEqual([]);
  const xml = files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(xml).not.toContain('<f>');
  expect(xml).toMatch(/<c r="A6" s="\d+" t="inlineStr"><is><t>00123<\/t><\/is><\/c>/);
});

test('characters that XML cannot represent are escaped like Excel does', async () => {
  const texts = ['a\u0000b', 'bell\u0007', 'cr\r\nlf', '_x0041_', 'a_x005F_b', 'odd\uffff', '\ud83d alone'];
  const bytes = await workbookBytes([table({ 'head_x0041_\u0001': 'text' }, [['x'], ...texts.map((text) => [text])])]);
  const xml = (await unpack(bytes)).get('xl/worksheets/sheet1.xml') ?? '';
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  const { cells, header } = await convertTable(bytes);
  expect(header).toEqual(['head_x0041_\u0001']);
  expect(cells.slice(1)).toEqual([...texts.slice(0, -1), '\ufffd alone'].map((text) => [text]));
});

test('dates are written as dates in UTC', async () => {
  const dates = ['2024-02-29T00:00:00.000Z', '2024-12-31T23:59:59.000Z', '1900-03-01T00:00:00.000Z'];
  const outside = [new Date('1899-12-31T00:00:00Z'), new Date('+010000-01-01T00:00:00Z'), new Date(Number.NaN)];
  const rows = [...dates.map((text) => new Date(text)), new Date('1900-02-28T00:00:00Z'), ...outside].map((d) => [d]);
  const bytes = await workbookBytes([table({ date: 'date' }, rows)]);
  const sheet = (await openWorkbook(bytes)).getWorksheet('Data');
  expect(dates.map((_, at) => sheet?.getCell(at + 2, 1).value)).toEqual(dates.map((text) => new Date(text)));
  expect(sheet?.getCell('A2').numFmt).toBe('yyyy-mm-dd');
  expect(sheet?.getCell('A3').numFmt).toBe('yyyy-mm-dd hh:mm:ss');
  expect((await convertTable(bytes)).cells.flat()).toEqual([
    '2024-02-29',
    '2024-12-31T23:59:59',
    '1900-03-01',
    '1900-02-28',
    '1899-12-31T00:00:00.000Z',
    '+010000-01-01T00:00:00.000Z',
    'Invalid Date',
  ]);
});

test('numbers that Excel cannot store are written as text, all others in the format of their column', async () => {
  const numbers = [1234567, 0.25, -0, 1e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, 123456789012345.6];
  const rows = numbers.map((value) => [value, value, value, value]);
  const bytes = await workbookBytes([
    table({ integer: 'integer', number: 'number', percent: 'percent', text: 'text' }, rows),
  ]);
  const sheet = (await openWorkbook(bytes)).getWorksheet('Data');
  const column = (at: number): unknown[] => rows.map((_, row) => sheet?.getCell(row + 2, at).value);
  const expected = [1234567, 0.25, 0, 1e308, '5e-324', 'NaN', 'Infinity', 123456789012345.6];
  for (const at of [1, 2, 3, 4]) expect(column(at)).toEqual(expected);
  const formats = (row: number): unknown[] => [1, 2, 3, 4].map((at) => sheet?.getCell(row, at).numFmt);
  expect(formats(2)).toEqual(['#,##0', '#,##0.00####', '0.0%', undefined]);
  expect(formats(3)).toEqual(['#,##0.00####', '#,##0.00####', '0.0%', undefined]);
  expect(formats(5)).toEqual(['0.00####E+00', '0.00####E+00', '0.0%', undefined]);
});

test('severities are colored in severity columns and in the column that severityColumn names', async () => {
  const rows = ['critical', 'HIGH', 'medium', 'warning', 'low', 'info', 'none'].map((level) => [level, level]);
  const bytes = await workbookBytes([
    { ...table({ level: 'severity', plain: 'text' }, rows) },
    { ...table({ level: 'text', plain: 'text' }, rows), name: 'Named', severityColumn: 0 },
  ]);
  const workbook = await openWorkbook(bytes);
  const fills = (name: string, column: number): unknown[] =>
    rows.map((_, at) => {
      const { fill } = workbook.getWorksheet(name)?.getCell(at + 2, column) ?? {};
      return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
    });
  const colors = ['FFC00000', 'FFF4B084', 'FFFFE699', 'FFFFE699', 'FFDDEBF7', 'FFEDEDED', undefined];
  expect(fills('Data', 1)).toEqual(colors);
  expect(fills('Named', 1)).toEqual(colors);
  expect(fills('Data', 2)).toEqual(colors.map(() => undefined));
});

test('a sheet has a frozen header, a filter over its rows and widths that fit', async () => {
  const rows = [
    ['x'.repeat(30), 1],
    ['価格価格価格', 2],
  ];
  const bytes = await workbookBytes([table({ 'a rather long header': 'text', n: 'integer' }, rows)]);
  const sheet = (await openWorkbook(bytes)).getWorksheet('Data');
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  expect(sheet?.autoFilter).toBe('A1:B3');
  expect([sheet?.getColumn(1).width, sheet?.getColumn(2).width]).toEqual([32, 8]);
  expect(sheet?.getCell('A1').font.bold).toBe(true);
  expect((await unpack(bytes)).get('xl/worksheets/sheet1.xml')).toContain('sqref="A2:B3" numberStoredAsText="1"');
});

test('a table beyond the row limit continues on further sheets, each with a note', async () => {
  const bytes = await workbookBytes([longTable(25), { ...table({ a: 'text' }, [['x']]), name: 'data (2)' }], {
    maxRows: 11,
  });
  const workbook = await openWorkbook(bytes);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Data', 'Data (2)', 'Data (3)', 'data (2) 2']);
  const codes = workbook.worksheets.slice(0, 3).map((sheet) => sheet.getColumn(1).values.slice(2));
  expect(codes.map((part) => part.length)).toEqual([10, 10, 5]);
  expect(codes.flat()).toEqual(longRows(25).map(([code]) => code));
  expect(workbook.worksheets.map((sheet) => sheet.getCell('E1').value)).toEqual([
    'Rows 1 to 10 of 25. Continued on sheet “Data (2)”.',
    'Rows 11 to 20 of 25. Continued from sheet “Data”. Continued on sheet “Data (3)”.',
    'Rows 21 to 25 of 25. Continued from sheet “Data (2)”.',
    null,
  ]);
  expect(workbook.worksheets[1]?.getRow(1).values).toEqual(expect.arrayContaining(['code', 'count', 'share', 'even']));
});

test('a table that just fits stays on one sheet', async () => {
  const workbook = await openWorkbook(await workbookBytes([longTable(10)], { maxRows: 11 }));
  expect(workbook.worksheets).toHaveLength(1);
});

test('the same input gives the same bytes', async () => {
  const make = () =>
    workbookBytes([
      { layout: 'summary', name: 'Summary', title: 'T', facts: [['when', new Date(0)]] },
      longTable(5_000),
    ]);
  expect((await make()).equals(await make())).toBe(true);
});

test('tables without rows or columns become empty sheets', async () => {
  const bytes = await workbookBytes([
    table({ a: 'text' }, []),
    { name: 'Nothing', columns: [], rows: [], rowCount: 0 },
  ]);
  const workbook = await openWorkbook(bytes);
  expect(workbook.worksheets.map(({ rowCount }) => rowCount)).toEqual([1, 1]);
  expect(workbook.getWorksheet('Data')?.getCell('A1').value).toBe('a');
});

test('text that is too long for a cell is truncated with a note', async () => {
  const long = `${'ä'.repeat(32_700)}${'👍'.repeat(100)}`;
  const workbook = await openWorkbook(await workbookBytes([table({ a: 'text' }, [[long], ['y'.repeat(32_767)]])]));
  const sheet = workbook.getWorksheet('Data');
  const cut = String(sheet?.getCell('A2').value);
  expect(cut.length).toBeLessThanOrEqual(32_767);
  expect(cut).toMatch(/👍… \[truncated: 32,900 characters\]$/);
  expect(sheet?.getCell('A3').value).toHaveLength(32_767);
});

test.each([
  [24, 'it has more'],
  [26, '1 rows are missing'],
])('a table that does not have its declared %i rows is an error', async (rowCount, message) => {
  await expect(workbookBytes([{ ...longTable(25), rowCount }])).rejects.toThrow(message);
});

test('an error of the row source ends the workbook', async () => {
  async function* rows(): AsyncGenerator<SheetCell[][]> {
    yield longRows(3_000);
    throw new Error('the engine is gone');
  }
  await expect(workbookBytes([{ ...longTable(0), rows: rows(), rowCount: 9_000 }])).rejects.toThrow('engine is gone');
});

test('a reader that stops early closes the row source', async () => {
  let closed = false;
  async function* rows(): AsyncGenerator<SheetCell[][]> {
    try {
      for (;;) yield longRows(1_000);
    } finally {
      closed = true;
    }
  }
  const sheet = { ...longTable(0), rows: rows(), rowCount: 1_000_000 };
  let bytes = 0;
  for await (const piece of writeWorkbook({ created: new Date(0), sheets: [sheet] })) {
    bytes += piece.length;
    if (bytes > 100_000) break;
  }
  expect(closed).toBe(true);
});

test('a sheet with many columns is written completely', async () => {
  const names = Array.from({ length: 2_000 }, (_, at) => `column ${at}`);
  const columns = Object.fromEntries(names.map((name) => [name, 'text' as const]));
  const { header, cells } = await convertTable(await workbookBytes([table(columns, [names])]));
  expect(header).toEqual(names);
  expect(cells).toEqual([names]);
});

test('sheet names are changed to names that Excel accepts', async () => {
  const names = ['Rates: a/b [x]', 'History', '', "Peter's", `${'n'.repeat(30)}👍`, 'same', 'SAME'];
  const workbook = await openWorkbook(
    await workbookBytes(names.map((name) => ({ ...table({ a: 'text' }, []), name }))),
  );
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    'Rates a b x',
    'History sheet',
    'sheet',
    'Peter’s',
    'n'.repeat(30),
    'same',
    'SAME 2',
  ]);
});

test('the summary shows tiles, highlights, text and facts, and links to the other sheets', async () => {
  const bytes = await workbookBytes(
    [
      {
        layout: 'summary',
        name: 'Summary',
        title: 'Quality of assets.csv',
        subtitle: 'clean-my-data',
        tiles: [
          { title: 'Rows', value: 1_234_567, status: 'info', description: 'in the file' },
          { title: 'Grade', value: 'B', status: 'good', description: '=1+1' },
          { title: 'Nulls', value: 12.345, status: 'warning', description: 'x'.repeat(200) },
          { title: 'Broken', value: Number.NaN, status: 'bad', description: '' },
          { title: 'Fifth', value: 5, status: 'info', description: 'on a row of its own' },
        ],
        highlights: [{ severity: 'critical', text: 'The column id has duplicates.' }],
        text: '## What was found\n\n- **Two** columns\n- `x` is empty\n\nThe end.',
        facts: [
          ['File', 'assets_x0041_.csv'],
          ['Made', new Date('2026-01-02T03:04:05Z')],
        ],
      },
      longTable(25),
    ],
    { maxRows: 20 },
  );
  const sheet = (await openWorkbook(bytes)).getWorksheet('Summary');
  const shown: unknown[] = [];
  sheet?.eachRow((row) =>
    row.eachCell((cell) => {
      if (!cell.isMerged || cell.master === cell) shown.push(cell.value);
    }),
  );
  expect(shown).toEqual(
    expect.arrayContaining([
      'Quality of assets.csv',
      1_234_567,
      '=1+1',
      'NaN',
      'The column id has duplicates.',
      'What was found',
      '•  Two columns',
      '•  x is empty',
      new Date('2026-01-02T03:04:05Z'),
      { text: 'Data (2)', hyperlink: "#'Data (2)'!A1" },
      'rows. Rows 1 to 19 of 25. Continued on sheet “Data (2)”.',
    ]),
  );
  expect(sheet?.views[0]?.showGridLines).toBe(false);
});
