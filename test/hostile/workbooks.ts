import ExcelJS from 'exceljs';
import { makeXlsx, makeZip, textRow, xlsxParts } from '../../apps/worker/src/tabular/test/make-xlsx.ts';
import { completed, type HostileCase, refused, utf8 } from './case.ts';

/** A workbook with these sheets, by name. */
const workbook = (sheets: Readonly<Record<string, readonly (readonly ExcelJS.CellValue[])[]>>) => async () => {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
};

const HEADER = ['identifier', 'name'];
const BOMB_BYTES = 64 * 1024 * 1024;
const table = textRow(1, HEADER) + textRow(2, ['A1', 'a']);

export const workbookCases: readonly HostileCase[] = [
  {
    name: 'a workbook',
    file: workbook({ Data: [HEADER, ['A1', 'a'], ['A2', 'b']] }),
    outcome: completed({ A1: 'a', A2: 'b' }),
  },
  {
    name: 'zeros of text cells stay, numbers are exact',
    file: workbook({ Data: [HEADER, ['00123', 12345678901], ['A2', 0.1]] }),
    outcome: completed({ '00123': '12345678901', A2: '0.1' }),
  },
  {
    name: 'a formula gives its result',
    file: workbook({ Data: [HEADER, ['A1', { formula: '1+1', result: 2, date1904: false }]] }),
    outcome: completed({ A1: '2' }),
  },
  {
    name: 'a date cell',
    file: workbook({
      Data: [
        [...HEADER, 'valid_from'],
        ['A1', 'a', new Date('2024-03-01T00:00:00Z')],
      ],
    }),
    column: 'valid_from',
    outcome: completed({ A1: '2024-03-01T00:00:00.000Z' }),
  },
  {
    name: 'blank rows count in the numbering only',
    file: workbook({ Data: [HEADER, [], ['A1', 'a'], [], ['A2']] }),
    outcome: completed({ A1: 'a' }, ['5:5:name:REQUIRED']),
  },
  {
    name: 'the second sheet, by its name',
    file: workbook({ Notes: [['x']], Data: [HEADER, ['A1', 'a']] }),
    options: { sheet: 'Data' },
    outcome: completed({ A1: 'a' }),
  },
  {
    name: 'a sheet that is not there',
    file: workbook({ Data: [HEADER, ['A1', 'a']] }),
    options: { sheet: 'Daten' },
    outcome: refused('SHEET_NOT_FOUND', 'Data'),
  },
  { name: 'an empty sheet', file: workbook({ Data: [] }), outcome: refused('FILE_EMPTY') },
  {
    name: 'a zip that is no workbook',
    file: makeZip([{ name: 'a.txt', data: utf8('hello') }]),
    outcome: refused('FILE_NOT_A_TABLE'),
  },
  {
    name: 'a workbook cut off',
    file: async () => (await workbook({ Data: [HEADER, ['A1', 'a']] })()).subarray(0, 2000),
    outcome: refused('FILE_CORRUPT'),
  },
  {
    name: 'a zip bomb that declares its true size',
    file: makeXlsx({ sheet: table, extra: [{ name: 'xl/bomb.xml', data: Buffer.alloc(BOMB_BYTES) }] }),
    outcome: refused('XLSX_TOO_LARGE'),
  },
  {
    name: 'a zip bomb that lies about its size',
    file: makeZip(
      xlsxParts({ sheet: `${table}${' '.repeat(BOMB_BYTES)}` }).map((part) =>
        part.name.endsWith('sheet1.xml') ? { ...part, claimedSize: 1000 } : part,
      ),
    ),
    outcome: refused('FILE_CORRUPT'),
  },
  {
    name: 'a sheet with a row beyond the last',
    file: makeXlsx({ sheet: textRow(1, HEADER) + textRow(1_048_577, ['A1', 'a']) }),
    outcome: refused('TOO_MANY_ROWS'),
  },
  {
    name: 'an entity that would expand for ever',
    file: makeXlsx({
      sheet: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData>${textRow(1, HEADER)}${textRow(2, ['A1', '&b;'])}</sheetData></worksheet>`,
    }),
    outcome: refused('FILE_CORRUPT'),
  },
];
