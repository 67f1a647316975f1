import { ByteWriter } from '../byte-writer.ts';
import type { SheetCell, SheetColumn, TableSheet } from '../types.ts';
import { CellWriter, type StyleIds } from './cell-writer.ts';
import { columnWidths } from './column-widths.ts';
import type { RowCursor } from './row-cursor.ts';
import { MAX_COLUMNS, type TablePart } from './sheet-plan.ts';

/** The sheet's layout by exceljs: the XML before its columns and after its rows. */
export interface SheetFrame {
  readonly head: string;
  readonly tail: string;
}

const HEADER_HEIGHT = 20;
const NOTE_WIDTH = 60;
const ROW_OPEN = Buffer.from('<row r="');
const ROW_BODY = Buffer.from('">');
const ROW_CLOSE = Buffer.from('</row>');

/** The XML of a sheet with the next rows of `cursor`, in chunks of about 64 KiB, for `ZipEntry.body`. */
export async function* writeSheet(
  part: TablePart,
  frame: SheetFrame,
  ids: StyleIds,
  cursor: RowCursor,
): AsyncGenerator<Uint8Array> {
  const out = new ByteWriter();
  const cells = new CellWriter(out, ids);
  const columns = columnTypes(part.sheet);
  out.utf8(frame.head);
  out.utf8(columnsXml(part, columnWidths(columns, await cursor.peek())));
  out.utf8('<sheetData>');
  writeHeader(out, cells, part);
  const opens = columns.map((_, at) => Buffer.from(`<c r="${columnName(at)}`));
  let row = 1;
  for await (const piece of cursor.take(part.rows)) {
    for (const values of piece) {
      row++;
      out.constant(ROW_OPEN);
      out.number(row);
      out.constant(ROW_BODY);
      for (let at = 0; at < columns.length; at++) {
        const value = values[at] as SheetCell | undefined;
        if (value === null || value === undefined) continue;
        out.constant(opens[at] as Buffer);
        out.number(row);
        cells.write(value, (columns[at] as SheetColumn).type);
      }
      out.constant(ROW_CLOSE);
      if (out.full) yield out.lend();
    }
  }
  out.utf8('</sheetData>');
  out.utf8(frame.tail.replace(/<\/worksheet>\s*$/, `${ignoredErrors(columns, part.rows)}</worksheet>`));
  yield out.lend();
}

function columnTypes({ columns, severityColumn }: TableSheet): readonly SheetColumn[] {
  return columns.map((column, at) => (at === severityColumn ? { ...column, type: 'severity' } : column));
}

function columnsXml({ note }: TablePart, widths: readonly number[]): string {
  const all = note === undefined || widths.length >= MAX_COLUMNS ? widths : [...widths, NOTE_WIDTH];
  const xml = all.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return xml.length === 0 ? '' : `<cols>${xml.join('')}</cols>`;
}

/** The note on previous and next sheets follows the last header: visible, but outside the data. */
function writeHeader(out: ByteWriter, cells: CellWriter, { sheet: { columns }, note }: TablePart): void {
  out.ascii(`<row r="1" ht="${HEADER_HEIGHT}" customHeight="1">`);
  for (const [at, { header }] of columns.entries()) {
    out.ascii(`<c r="${columnName(at)}1`);
    cells.text(header, 'header');
  }
  if (note !== undefined && columns.length < MAX_COLUMNS) {
    out.ascii(`<c r="${columnName(columns.length)}1`);
    cells.text(note, 'note');
  }
  out.constant(ROW_CLOSE);
}

/** Suppresses Excel's warning about numbers stored as text, such as `00123`: here this is intended. */
function ignoredErrors(columns: readonly SheetColumn[], rows: number): string {
  if (columns.length === 0 || rows === 0) return '';
  return `<ignoredErrors><ignoredError sqref="A2:${columnName(columns.length - 1)}${rows + 1}" numberStoredAsText="1"/></ignoredErrors>`;
}

/** `AB` for 27. */
export function columnName(index: number): string {
  let name = '';
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}
