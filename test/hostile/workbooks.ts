import { readFile } from 'node:fs/promises';
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

/** A file of `test/fixtures/cases`. */
const fixture = (name: string) => () => readFile(new URL(`../fixtures/cases/${name}.xlsx`, import.meta.url));

/** A cell of a hand-made sheet. */
const cell = (place: string, inside: string, attributes = ''): string => `<c r="${place}"${attributes}>${inside}</c>`;
const text = (place: string, value: string): string => cell(place, `<is><t>${value}</t></is>`, ' t="inlineStr"');

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
    name: 'a zip with a file that is no table',
    file: makeZip([{ name: 'a.pdf', data: utf8('%PDF-1.7 hello') }]),
    outcome: refused('FILE_NOT_A_TABLE', 'PDF'),
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
  {
    name: 'leading zeros of a number format stay',
    file: fixture('26-leading-zero-format'),
    column: 'description',
    outcome: completed({ '0000123': '00501', '0000124': 'text', '0000125': '90210' }, [], []),
  },
  {
    name: 'cells with a spreadsheet error are row errors, text that looks like one is text',
    file: fixture('27-error-cells'),
    outcome: completed({ 'HEAT-5': '#N/A' }, [
      '2:2:name:SPREADSHEET_ERROR',
      '3:3:identifier:SPREADSHEET_ERROR',
      '4:4:identifier:SPREADSHEET_ERROR',
      '5:5:description:SPREADSHEET_ERROR',
      '5:5:valid_from:SPREADSHEET_ERROR',
    ]),
  },
  {
    name: 'a part whose name differs in case',
    file: fixture('28-shared-strings-capital'),
    outcome: completed({ 'GATE-1': 'Gate', 'GATE-2': 'Barrier' }),
  },
  {
    name: 'formulas without a result are not made-up keys',
    file: fixture('37-formula-keys-without-values'),
    outcome: completed(
      {},
      [2, 3, 4].map((row) => `${row}:${row}:identifier:FORMULA_WITHOUT_VALUE`),
      ['FORMULA_WITHOUT_VALUE:identifier'],
    ),
  },
  {
    name: 'a formula without a result is a missing value, or an error where one is required',
    file: makeXlsx({
      sheet:
        textRow(1, ['identifier', 'name', 'description']) +
        `<row r="2">${text('A2', 'A1')}${text('B2', 'a')}${cell('C2', '<f>X1</f><v/>')}</row>` +
        `<row r="3">${text('A3', 'A2')}${cell('B3', '<f>X1</f>')}</row>`,
    }),
    column: 'description',
    outcome: completed({ A1: null }, ['3:3:name:FORMULA_WITHOUT_VALUE']),
  },
  {
    name: 'an error in a column that is not imported',
    file: makeXlsx({
      sheet:
        textRow(1, ['identifier', 'name', 'lookup']) +
        `<row r="2">${text('A2', 'A1')}${text('B2', 'a')}${cell('C2', '<v>#N/A</v>', ' t="e"')}</row>`,
    }),
    outcome: completed({ A1: 'a' }, [], ['SPREADSHEET_ERROR:lookup', 'HEADER_UNKNOWN']),
  },
  {
    name: 'a text that is missing from the workbook is an error of its cell',
    file: makeXlsx({
      sheet:
        textRow(1, HEADER) +
        textRow(2, ['A1', 'a']) +
        `<row r="3">${text('A3', 'A2')}${cell('B3', '<v>7</v>', ' t="s"')}</row>`,
    }),
    outcome: completed({ A1: 'a' }, ['3:3:name:SHARED_TEXT_MISSING']),
  },
  {
    name: 'rows and cells out of order, and rows numbered from 0',
    file: makeXlsx({
      sheet:
        `<row r="2">${text('B2', 'b')}${text('A2', 'A2')}</row>` +
        `<row r="0">${text('A0', 'identifier')}${text('B0', 'name')}</row>` +
        `<row r="1">${text('A1', 'A1')}${text('B1', 'a')}</row>`,
    }),
    outcome: completed({ A1: 'a', A2: 'b' }),
  },
  {
    name: 'a blank cell far right and another far below',
    file: makeXlsx({
      sheet:
        `<row r="1">${text('A1', 'identifier')}${text('B1', 'name')}${text('XFD1', ' ')}</row>` +
        textRow(2, ['A1', 'a']) +
        `<row r="1048576">${text('A1048576', ' ')}</row>`,
    }),
    outcome: completed({ A1: 'a' }),
  },
  {
    name: 'the first sheet with rows',
    file: workbook({ Cover: [['Report']], Empty: [], Data: [HEADER, ['A1', 'a']] }),
    outcome: completed({ A1: 'a' }, [], ['OTHER_SHEETS']),
  },
];
