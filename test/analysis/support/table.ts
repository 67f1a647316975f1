import ExcelJS from 'exceljs';
import Papa from 'papaparse';

/** A table as a spreadsheet shows it: rows by their number, null for an empty cell. */
export interface Seen {
  readonly header: readonly string[];
  readonly rows: ReadonlyMap<number, readonly (string | null)[]>;
  /** Row numbers of records whose number of cells differs from the header. */
  readonly ragged: readonly number[];
}

interface Reading {
  readonly encoding?: string;
  readonly delimiter?: string;
}

/** Reads CSV with papaparse alone. */
export const seeCsv = (bytes: Uint8Array, reading: Reading = {}): Seen => asSeen(parseCsv(bytes, reading));

/** All records including the header, null for an empty cell. The delimiter is auto-detected. */
export const openCsv = (bytes: Uint8Array): (string | null)[][] =>
  parseCsv(bytes, { delimiter: '' }).map((cells) => cells.map((cell) => cell || null));

function parseCsv(bytes: Uint8Array, { encoding = 'utf-8', delimiter = ',' }: Reading): string[][] {
  const text = encoding === 'utf-8' ? new TextDecoder(encoding, { fatal: true }).decode(bytes) : windows1252(bytes);
  const { data, errors } = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter });
  const wrong = errors.filter(({ type }) => type !== 'Delimiter');
  if (wrong.length > 0) throw new Error(`papaparse: ${JSON.stringify(wrong.slice(0, 3))}`);
  return data;
}

/** 0x80 to 0x9f, which the decoder of Node 20 reads as Latin-1. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (char) => HIGH.charAt(char.charCodeAt(0) - 0x80));

/** Reads the first sheet of a workbook with exceljs, formatting values like the importers' reader. */
export async function seeWorkbook(bytes: Uint8Array): Promise<Seen> {
  const sheet = (await openWorkbook(bytes)).worksheets[0];
  if (!sheet) throw new Error('the workbook has no sheet');
  const width = sheet.columnCount;
  const records: string[][] = [];
  for (let row = 1; row <= sheet.rowCount; row++) {
    records.push(Array.from({ length: width }, (_, at) => spell(sheet.getCell(row, at + 1).value)));
  }
  return asSeen(records);
}

export async function openWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  return book;
}

function spell(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if (typeof value === 'object') throw new Error(`an unexpected cell: ${JSON.stringify(value)}`);
  return String(value);
}

function asSeen(records: readonly string[][]): Seen {
  const [header = [], ...rest] = records;
  const rows = new Map<number, (string | null)[]>();
  const ragged: number[] = [];
  for (const [at, cells] of rest.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length === header.length)
      rows.set(
        at + 2,
        cells.map((cell) => cell || null),
      );
    else ragged.push(at + 2);
  }
  return { header, rows, ragged };
}

export interface SeenSheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | Date | null)[])[];
}

/** A sheet of a report, its header in the first row; continuation sheets ("Changes 2") are joined. */
export function seeSheet(book: ExcelJS.Workbook, name: string): SeenSheet | undefined {
  const sheet = book.getWorksheet(name);
  if (!sheet) return undefined;
  const width = sheet.columnCount;
  const cells = (at: number) => {
    const row = sheet.getRow(at);
    return Array.from({ length: width }, (_, at) => (row.getCell(at + 1).value ?? null) as string | number | null);
  };
  const rows = Array.from({ length: Math.max(0, sheet.rowCount - 1) }, (_, at) => cells(at + 2));
  return { header: cells(1).map(String), rows };
}
