import type { TableSheet, WorkbookInput } from './types.ts';
import { layOut } from './xlsx/layout.ts';
import { RowCursor } from './xlsx/row-cursor.ts';
import { planSheets } from './xlsx/sheet-plan.ts';
import { writeSheet } from './xlsx/sheet-writer.ts';
import { writeZip, type ZipEntry } from './zip.ts';

/** Maximum rows of an Excel sheet, including the header. */
export const SHEET_ROWS = 1_048_576;

/** Deflate level of small parts. */
const SMALL_LEVEL = 6;
/** Deflate level of long sheets, whose XML is so repetitive that a higher level is much slower and saves little. */
const LONG_LEVEL = 1;
const LONG_ROWS = 2_000;

/**
 * Streams an XLSX workbook. exceljs creates the layout, and the rows are streamed into it, so memory is constant. Tables longer
 * than `maxRows` continue on sheets named `Name (2)` and so on.
 * @throws INTERNAL if a table does not have `rowCount` rows, TOO_MANY_COLUMNS above 16,384.
 */
export async function* writeWorkbook(
  { created, sheets }: WorkbookInput,
  { maxRows = SHEET_ROWS }: { readonly maxRows?: number } = {},
): AsyncGenerator<Uint8Array> {
  const layout = await layOut(created, planSheets(sheets, maxRows));
  const cursors = new Map<TableSheet, RowCursor>();
  const entries = layout.parts.map(({ name, content }): ZipEntry => {
    if (content instanceof Uint8Array) return { name, level: SMALL_LEVEL, body: whole(content) };
    const cursor = cursors.get(content.sheet) ?? new RowCursor(content.sheet);
    cursors.set(content.sheet, cursor);
    const body = writeSheet(content, layout.frameOf(content), layout.styles, cursor);
    return { name, level: content.rows > LONG_ROWS ? LONG_LEVEL : SMALL_LEVEL, body };
  });
  try {
    yield* writeZip(entries, created);
    for (const cursor of cursors.values()) await cursor.finish();
  } finally {
    for (const cursor of cursors.values()) await cursor.close();
  }
}

async function* whole(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
