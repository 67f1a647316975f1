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

/** Five megabytes that do not pack well enough to be taken for a bomb. */
const noise = Array.from({ length: 500_000 }, (_, at) => ((at * 2654435761) % 4294967296).toString(36).padEnd(10)).join(
  '',
);

describe('limits of the archive', () => {
  it.each<[string, Buffer, ConvertOptions['limits'] & object, string]>([
    [
      'packed size',
      makeXlsx({ sheet: small }),
      { xlsx: { maxPackedBytes: 1000 } },
      'XLSX_TOO_LARGE: The workbook has ',
    ],
    [
      'number of parts',
      makeXlsx({ sheet: small }),
      { xlsx: { maxEntries: 6 } },
      'XLSX_TOO_LARGE: The workbook has 7 parts; the limit is 6',
    ],
    [
      'declared size',
      makeXlsx({ sheet: small }),
      { xlsx: { maxUnpackedBytes: 1500 } },
      'XLSX_TOO_LARGE: The workbook unpacks to ',
    ],
    [
      'ratio of a bomb',
      makeXlsx({ sheet: `${small}<!--${' '.repeat(5_000_000)}-->` }),
      {},
      'XLSX_TOO_LARGE: The part xl/worksheets/sheet1.xml of the workbook unpacks to more than 200 times its size: a zip bomb.',
    ],
    [
      'ratio of a part that is not read',
      makeXlsx({ sheet: small, extra: [{ name: 'xl/media/bomb.bin', data: Buffer.alloc(5_000_000) }] }),
      {},
      'XLSX_TOO_LARGE: The part xl/media/bomb.bin ',
    ],
  ])('refuses a workbook beyond the %s before reading it', async (_, bytes, limits, message) => {
    expect(await refused(bytes, { limits })).toMatch(message);
  });

  it('does not believe a directory that declares less than what comes out', async () => {
    const bomb = `<?xml version="1.0"?><worksheet><sheetData>${small}</sheetData>${' '.repeat(5_000_000)}</worksheet>`;
    expect(await refused(withSheet({ data: bomb, claimedSize: 900_000 }))).toBe(
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is larger than declared). ' +
        'Open it in a spreadsheet program, save it as XLSX and send it again.',
    );
  });

  it('does not believe declared packed sizes that hide the ratio, nor parts that overlap', async () => {
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

  it('counts what really comes out against the limit', async () => {
    const sheet = Array.from({ length: 3000 }, (_, row) => textRow(row + 1, ['a', `${row}`])).join('');
    expect(await refused(makeXlsx({ sheet }), { limits: { xlsx: { maxUnpackedBytes: 100_000 } } })).toMatch(
      'XLSX_TOO_LARGE',
    );
  });
});

describe('damaged and foreign archives', () => {
  it.each<[string, Buffer, string]>([
    [
      'cut off',
      makeXlsx({ sheet: small }).subarray(0, 1500),
      'FILE_CORRUPT: The workbook is damaged (its zip directory cannot be read)',
    ],
    [
      'a wrong checksum',
      withSheet({ claimedCrc: 1 }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is incomplete)',
    ],
    [
      'a size too large',
      withSheet({ claimedSize: 5000 }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is incomplete)',
    ],
    [
      'an encrypted part',
      withSheet({ encrypted: true }),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is encrypted',
    ],
    [
      'a sheet that is not there',
      makeZip(xlsxParts({ sheet: small }).filter(({ name }) => !name.includes('sheet1'))),
      'FILE_CORRUPT: The workbook is damaged (its part xl/worksheets/sheet1.xml is missing)',
    ],
    [
      'XML that ends early',
      withSheet({ data: '<?xml version="1.0"?><worksheet><sheetData><row r="1">' }),
      'FILE_CORRUPT: The workbook is damaged (its XML ends too early)',
    ],
    [
      'XML closed too often',
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
    ['a comment without end', makeXlsx({ sheet: `<!-- ${noise}` }), 'a tag has no end'],
    ['a tag without end', withSheet({ data: `<worksheet><c a="${'x'.repeat(400_000)}` }), 'a tag has no end'],
    [
      'a text that is not there',
      makeXlsx({ sheet: '<row r="1"><c r="A1" t="s"><v>3</v></c></row>' }),
      'a cell refers to text 3, of which there are 0',
    ],
    ['rows out of order', makeXlsx({ sheet: textRow(2, ['a']) + textRow(1, ['b']) }), 'row 1 comes after row 2'],
    [
      'cells out of order',
      makeXlsx({ sheet: '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>' }),
      'the cells of a row after row 0 are not in order',
    ],
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
  ])('refuses %s', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });
});

describe('limits of the sheet', () => {
  it('refuses rows and columns beyond the grid, and more records than allowed', async () => {
    const row = '<row r="1048577"><c r="A1048577"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet: small + row }))).toBe(
      'TOO_MANY_ROWS: The sheet has a row 1048577; the limit is 1048576 rows.',
    );
    const column = '<row r="3"><c r="XFE3"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet: small + column }))).toBe(
      'TOO_MANY_COLUMNS: Row 3 has more than 16384 columns.',
    );
    const bytes = makeXlsx({ sheet: small + textRow(3, ['2', 'y']) });
    expect(await refused(bytes, { limits: { maxRows: 1 } })).toMatch('TOO_MANY_ROWS: The file has more than 1 rows');
    expect(await refused(bytes, { limits: { maxRows: 2 } })).toBe('read');
  });

  it('refuses a header of too many columns before padding every row to its width', async () => {
    const sheet =
      '<row r="1"><c r="A1"><v>1</v></c><c r="CXX1"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';
    expect(await refused(makeXlsx({ sheet }))).toBe(
      'TOO_MANY_COLUMNS: The header has 2676 columns; the limit is 2000.',
    );
  });

  it('reads the last row of the grid', async () => {
    const last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    expect(await convertTable(makeXlsx({ sheet: small + last }))).toMatchObject({ rows: [2, 1048576], records: 2 });
  });

  it('makes a cell or row that is too large a fault of that row alone', async () => {
    const sheet =
      small + textRow(3, ['2', 'x'.repeat(150)]) + textRow(4, ['3', 'line\n'.repeat(60)]) + textRow(5, ['4', 'y']);
    const { rows, faults, records } = await convertTable(makeXlsx({ sheet }), {
      limits: { maxCellBytes: 100, maxRowBytes: 200 },
    });
    expect(rows).toEqual([2, 3, 4, 5]);
    expect(faults).toEqual([undefined, 'CELL_TOO_LARGE', 'ROW_TOO_LARGE', undefined]);
    expect(records).toBe(4);
  });

  it('does not let cells that share a long text fill the disk', async () => {
    const cells = Array.from({ length: 3000 }, (_, row) => `<row r="${row + 1}"><c t="s"><v>0</v></c></row>`).join('');
    const bytes = makeXlsx({ sheet: cells, strings: `<si><t>${'x'.repeat(30_000)}</t></si>` });
    expect(await refused(bytes, { limits: { xlsx: { maxUnpackedBytes: 1_000_000 } } })).toBe(
      'XLSX_TOO_LARGE: The sheet has more than 1000000 bytes of text.',
    );
  });

  it('stops when the signal says so, with its reason', async () => {
    const reason = new Error('cancelled');
    await expect(convertTable(makeXlsx({ sheet: small }), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
