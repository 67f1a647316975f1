import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { makeXlsx, makeZip, textRow, xlsxParts } from '../../../apps/worker/src/tabular/test/make-xlsx.ts';
import { completed, csv, type HostileCase, refused, utf8 } from './case.ts';

const BOM = '\ufeff';
const text = 'id,name\nA1,Zoë Müller\n';
const read = completed(1, { columns: { name: { nulls: 0, distinct: 1 } }, cleaned: [['A1', 'Zoë Müller']] });
const utf16be = (all: string): Buffer => Buffer.from(all, 'utf16le').swap16();
const latin1 = Buffer.from(text, 'latin1');

const workbook = (sheets: Readonly<Record<string, readonly (readonly ExcelJS.CellValue[])[]>>) => async () => {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((row) => [...row]));
  return new Uint8Array(await book.xlsx.writeBuffer());
};
/** A file of `test/fixtures/cases`. */
const fixture = (name: string) => () => readFile(new URL(`../../fixtures/cases/${name}.xlsx`, import.meta.url));
const BOMB_BYTES = 64 * 1024 * 1024;
const table = textRow(1, ['id', 'name']) + textRow(2, ['A1', 'a']);

/** Encodings, workbooks and files that are not tables. */
export const byteCases: readonly HostileCase[] = [
  csv('UTF-8 with a byte-order mark', BOM + text, read),
  { name: 'UTF-16 LE with a byte-order mark', file: Buffer.from(BOM + text, 'utf16le'), outcome: read },
  { name: 'UTF-16 BE without one', file: utf16be(text), outcome: read },
  { name: 'Windows-1252', file: latin1, outcome: read },
  {
    name: 'a wrong encoding parameter',
    file: latin1,
    parameters: { encoding: 'utf-8' },
    outcome: refused('FILE_ENCODING_INVALID'),
  },
  { name: 'a NUL byte in the middle', file: utf8('id,name\nA1,a\0b\n'), outcome: refused('FILE_NOT_A_TABLE') },
  {
    name: 'a PNG renamed',
    file: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    outcome: refused('FILE_NOT_A_TABLE', 'PNG'),
  },
  { name: 'a PDF renamed', file: utf8('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), outcome: refused('FILE_NOT_A_TABLE', 'PDF') },
  {
    name: 'only the header of a gzip',
    file: Buffer.from('1f8b0800000000000003', 'hex'),
    outcome: refused('FILE_CORRUPT', 'gzip'),
  },
  { name: 'a table in gzip', file: gzipSync(text), outcome: read },
  { name: 'a table in a zip', file: makeZip([{ name: 'a.csv', data: text }]), outcome: read },
  {
    name: 'UTF-8 with a byte of another encoding',
    file: Buffer.concat([utf8(text), Buffer.from([0x41, 0x32, 0x2c, 0x43, 0x61, 0x66, 0xe9, 10])]),
    outcome: { ...read, rejected: 1 },
  },
  { name: 'only a byte-order mark', file: utf8(BOM), outcome: refused('FILE_EMPTY') },
  csv('an empty file', '', refused('FILE_EMPTY')),
  csv('only blank lines', '\n\n  \n', refused('FILE_EMPTY')),
  {
    name: 'a zip with two tables',
    file: makeZip([
      { name: 'a.txt', data: utf8('hello') },
      { name: 'b.txt', data: utf8('hello') },
    ]),
    outcome: refused('FILE_NOT_A_TABLE', '2 tables'),
  },
  {
    name: 'a truncated workbook',
    file: async () => (await workbook({ Data: [['id'], ['A1']] })()).subarray(0, 2_000),
    outcome: refused('FILE_CORRUPT'),
  },
  {
    name: 'dates from 1904 in a workbook with extensions',
    file: fixture('60-date1904-x15'),
    outcome: completed(1, { cleaned: [['1', '2024-03-02']] }),
  },
  {
    name: 'spreadsheet errors are no values',
    file: fixture('27-error-cells'),
    outcome: completed(5, {
      columns: { name: { nulls: 1 }, identifier: { nulls: 2 } },
      warnings: ['name', 'identifier', 'description', 'valid_from'].map((column) => `SPREADSHEET_ERROR:${column}`),
    }),
  },
  {
    name: 'leading zeros that a number format shows',
    file: fixture('26-leading-zero-format'),
    outcome: completed(3, {
      columns: { identifier: { nulls: 0, distinct: 3 } },
      cleaned: [
        ['0000123', 'Valve, number format 0000000', '00501'],
        ['0000124', 'Valve, text cell', 'text'],
        ['0000125', 'Valve', '90210'],
      ],
      warnings: [],
    }),
  },
  {
    name: 'formulas without a result are missing values',
    file: fixture('37-formula-keys-without-values'),
    outcome: completed(3, { columns: { identifier: { nulls: 3 } }, warnings: ['FORMULA_WITHOUT_VALUE:identifier'] }),
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
    name: 'XML entities that expand exponentially',
    file: makeXlsx({
      sheet: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData>${textRow(1, ['id'])}${textRow(2, ['&b;'])}</sheetData></worksheet>`,
    }),
    outcome: refused('FILE_CORRUPT'),
  },
  {
    name: 'a sheet with a row number past the last possible one',
    file: makeXlsx({ sheet: textRow(1, ['id']) + textRow(1_048_577, ['A1']) }),
    outcome: refused('TOO_MANY_ROWS'),
  },
  {
    name: 'the second sheet, selected by name',
    file: workbook({
      Notes: [['x']],
      Data: [
        ['id', 'name'],
        ['00123', 'a'],
      ],
    }),
    parameters: { sheet: 'Data' },
    outcome: completed(1, { cleaned: [['00123', 'a']] }),
  },
  {
    name: 'a sheet that does not exist',
    file: workbook({ Data: [['id'], ['A1']] }),
    parameters: { sheet: 'Daten' },
    outcome: refused('SHEET_NOT_FOUND', 'Data'),
  },
  { name: 'an empty sheet', file: workbook({ Data: [] }), outcome: refused('FILE_EMPTY') },
];
