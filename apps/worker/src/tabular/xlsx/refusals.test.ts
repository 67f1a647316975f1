import { describe, expect, it } from 'vitest';
import { type ConvertOptions, convertTable } from '../test/convert-table.ts';
import { makeXlsx, makeZip, textRow, xlsxParts, type ZipPart } from '../test/make-xlsx.ts';

const small = textRow(1, ['a', 'b']) + textRow(2, ['1', 'x']);
const refused = (bytes: Buffer, options: ConvertOptions = {}) =>
  convertTable(bytes, options).then(
    () => 'read',
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

/** The parts of a small workbook, with changes to the sheet's directory entry. */
const withSheet = (change: Partial<ZipPart>): Buffer =>
  makeZip(
    xlsxParts({ sheet: small }).map((part) =>
      part.name === 'xl/worksheets/sheet1.xml' ? { ...part, ...change } : part,
    ),
  );

/** Five megabytes that compress too little to look like a zip bomb. */
const noise = Array.from({ length: 500_000 }, (_, at) => ((at * 2654435761) % 4294967296).toString(36).padEnd(10)).join(
  '',
);

describe('archive limits', () => {
  it.each<[string, Buffer, ConvertOptions['limits'] & object, string]>([
    [
      'limit of its packed size',
      makeXlsx({ sheet: small }),
      { xlsx: { maxPackedBytes: 1000 } },
      'XLSX_TOO_LARGE: The workbook has ',
    ],
    [
      'limit of its number of parts',
      makeXlsx({ sheet: small }),
      { xlsx: { maxEntries: 6 } },
      'XLSX_TOO_LARGE: The workbook has 7 parts; the limit is 6',
    ],
    [
      'limit of its declared size',
      makeXlsx({ sheet: small }),
      { xlsx: { maxUnpackedBytes: 1500 } },
      'XLSX_TOO_LARGE: The workbook unpacks to ',
    ],
    [
      'compression ratio of a zip bomb',
      makeXlsx({ sheet: `${small}<!--${' '.repeat(5_000_000)}-->` }),
      {},
      'XLSX_TOO_LARGE: The part xl/worksheets/sheet1.xml of the workbook unpacks to more than 200 times its size: a zip bomb.',
    ],
    [
      'compression ratio of a part that is not read',
      makeXlsx({ sheet: small, extra: [{ name: 'xl/media/bomb.bin', data: Buffer.alloc(5_000_000) }] }),
      {},
      'XLSX_TOO_LARGE: The part xl/media/bomb.bin ',
    ],
  ])('rejects a workbook before reading it because of the %s', async (_, bytes, limits, message) => {
    expect(await refused(bytes, { limits })).toMatch(message);
  });

  it('rejects a workbook that unpacks to more than its directory declares', async () => {
    const bomb = `<?xml version="1.0"?><worksheet><sheetData>${small}</sheetData>${' '.repeat(5_000_000)}</worksheet>`;
    expect(await refused(withSheet({ data: bomb, claimedSize: 900_000 }))).toBe(
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is larger than declared). ' +
        'Open it in a spreadsheet program, save it as XLSX and send it again.',
    );
  });

  it('rejects false packed sizes that hide the compression ratio, and overlapping parts', async () => {
    const big = Buffer.alloc(3_000_000, 'x');
    const parts = xlsxParts({ sheet: small });
    expect(await refused(makeZip([...parts, { name: 'a', data: big, claimedPackedSize: 100_000 }]))).toMatch(
      'its parts overlap',
    );
    const noise = Buffer.from(Array.from({ length: 30_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255));
    const again = (at: number): ZipPart => ({ name: `again${at}`, data: noise, sameDataAs: 'noise' });
    const overlapping = [...parts, { name: 'noise', data: noise }, ...Array.from({ length: 5 }, (_, at) => again(at))];
    expect(await refused(makeZip(overlapping))).toMatch('its parts overlap');
  });

  it('counts the bytes that are actually unpacked against the limit', async () => {
    const sheet = Array.from({ length: 3000 }, (_, row) => textRow(row + 1, ['a', `${row}`])).join('');
    expect(await refused(makeXlsx({ sheet }), { limits: { xlsx: { maxUnpackedBytes: 100_000 } } })).toMatch(
      'XLSX_TOO_LARGE',
    );
  });
});

describe('damaged archives and other file formats', () => {
  it.each<[string, Buffer, string]>([
    [
      'a truncated archive',
      makeXlsx({ sheet: small }).subarray(0, 1500),
      'FILE_CORRUPT: The workbook is damaged (its zip directory cannot be read)',
    ],
    [
      'a wrong checksum',
      withSheet({ claimedCrc: 1 }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is incomplete)',
    ],
    [
      'a declared size that is too large',
      withSheet({ claimedSize: 5000 }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is incomplete)',
    ],
    [
      'an encrypted part',
      withSheet({ encrypted: true }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is encrypted',
    ],
    [
      'a missing sheet',
      makeZip(xlsxParts({ sheet: small }).filter(({ name }) => !name.includes('sheet1'))),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is missing)',
    ],
    [
      'XML that ends early',
      withSheet({ data: '<?xml version="1.0"?><worksheet><sheetData><row r="1">' }),
      'FILE_CORRUPT: The workbook is damaged (its XML ends too early)',
    ],
    [
      'XML with an extra closing tag',
      withSheet({ data: '<?xml version="1.0"?><worksheet></worksheet></a>' }),
      'its XML closes more than it opens',
    ],
    [
      'a document type',
      withSheet({ data: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>' }),
      'its XML declares a document type',
    ],
    [
      'bytes that are not UTF-8',
      withSheet({ data: Buffer.from('<worksheet>\xff</worksheet>', 'latin1') }),
      'its part xl/worksheets/sheet1.xml cannot be unpacked',
    ],
    ['an unclosed comment', makeXlsx({ sheet: `<!-- ${noise}` }), 'a tag has no end'],
    ['an unclosed tag', withSheet({ data: `<worksheet><c a="${'x'.repeat(400_000)}` }), 'a tag has no end'],
    [
      'a header whose texts are missing',
      makeXlsx({ sheet: '<row r="1"><c r="A1" t="s"><v>3</v></c></row>' }),
      'HEADER_MISSING: The header in line 1 has no column names.',
    ],
    [
      'a row that is there twice',
      makeXlsx({ sheet: textRow(2, ['a']) + textRow(1, ['b']) + textRow(2, ['c']) }),
      'row 2 is there twice',
    ],
    [
      'a cell that is there twice',
      makeXlsx({ sheet: '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>' }),
      'row 1 has column 2 twice',
    ],
    ['a row number that is none', makeXlsx({ sheet: '<row r="x"><c><v>1</v></c></row>' }), 'a row has the number "x"'],
    [
      'an empty sheet',
      makeXlsx({ sheet: '<row r="1"/><row r="5"><c r="A5" s="1"/></row>' }),
      'FILE_EMPTY: The sheet "Data" is empty',
    ],
    [
      'a plain zip',
      makeZip([{ name: 'a.csv', data: 'a,b\n' }]),
      'FILE_NOT_A_TABLE: This is a zip archive, not a workbook. Unpack it and send the table inside.',
    ],
    ['an empty zip', makeZip([]), 'FILE_NOT_A_TABLE: This is a zip archive'],
    [
      'a Word document',
      makeZip([{ name: 'word/document.xml', data: '<d/>' }]),
      'FILE_NOT_A_TABLE: This looks like a Word document',
    ],
    [
      'an XLSB',
      makeZip([{ name: 'xl/workbook.bin', data: 'x' }]),
      'FILE_NOT_A_TABLE: This looks like a binary Excel workbook (.xlsb)',
    ],
    [
      'an ODS',
      makeZip([
        { name: 'mimetype', data: 'x' },
        { name: 'content.xml', data: '<x/>' },
      ]),
      'FILE_NOT_A_TABLE: This looks like an OpenDocument file',
    ],
  ])('rejects %s', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });
});

describe('sheet limits', () => {
  it('rejects rows and columns beyond the limits of a sheet, and too many records', async () => {
    const row = '<row r="1048577"><c r="A1048577"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet: small + row }))).toBe(
      'TOO_MANY_ROWS: The sheet has a row 1048577; the limit is 1,048,576 rows.',
    );
    const column = '<row r="3"><c r="XFE3"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet: small + column }))).toBe(
      'TOO_MANY_COLUMNS: Row 3 has more than 16,384 columns.',
    );
    const bytes = makeXlsx({ sheet: small + textRow(3, ['2', 'y']) });
    expect(await refused(bytes, { limits: { maxRows: 1 } })).toMatch('TOO_MANY_ROWS: The file has more than 1 record.');
    expect(await refused(bytes, { limits: { maxRows: 2 } })).toBe('read');
  });

  it('rejects a header with too many columns before padding every row to its width', async () => {
    const sheet =
      '<row r="1"><c r="A1"><v>1</v></c><c r="CXX1"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet }))).toBe(
      'TOO_MANY_COLUMNS: The header has 2,676 columns; the limit is 2,000.',
    );
  });

  it('reads the last possible row of a sheet', async () => {
    const last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    expect(await convertTable(makeXlsx({ sheet: small + last }))).toMatchObject({ rows: [2, 1048576], records: 2 });
  });

  it('reports a cell or row that is too large as a fault of that row only', async () => {
    const sheet =
      small + textRow(3, ['2', 'x'.repeat(150)]) + textRow(4, ['3', 'line\n'.repeat(60)]) + textRow(5, ['4', 'y']);
    const { rows, faults, records } = await convertTable(makeXlsx({ sheet }), {
      limits: { maxCellBytes: 100, maxRowBytes: 200 },
    });
    expect(rows).toEqual([2, 3, 4, 5]);
    expect(faults).toEqual([undefined, 'CELL_TOO_LARGE', 'ROW_TOO_LARGE', undefined]);
    expect(records).toBe(4);
  });

  it('limits the size of a sheet whose cells share a long text', async () => {
    const cells = Array.from({ length: 3000 }, (_, row) => `<row r="${row + 1}"><c t="s"><v>0</v></c></row>`).join('');
    const bytes = makeXlsx({ sheet: cells, strings: `<si><t>${'x'.repeat(30_000)}</t></si>` });
    expect(await refused(bytes, { limits: { xlsx: { maxUnpackedBytes: 1_000_000 } } })).toBe(
      'XLSX_TOO_LARGE: The sheet has more than 1,000,000 bytes of text.',
    );
  });

  it('rejects with the reason of the signal when it aborts', async () => {
    const reason = new Error('cancelled');
    await expect(convertTable(makeXlsx({ sheet: small }), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
