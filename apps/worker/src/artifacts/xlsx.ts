import { PassThrough } from 'node:stream';

/** Rows of a sheet in Excel, the header among them. */
const SHEET_ROWS = 1_048_576;
/** Rows after which the consumer gets a turn. */
const TURN_ROWS = 2_000;

/** A workbook of text cells: formulas stay text and zeros stay zeros. Long tables go on in a further sheet. */
export async function* xlsxArtifact(
  name: string,
  header: readonly string[],
  rows: Iterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough({ highWaterMark: 1 << 20 });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: false, useSharedStrings: false });
  const write = async (): Promise<void> => {
    let number = 1;
    let sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow([...header]).commit();
    let used = 1;
    for (const cells of rows) {
      if (used === SHEET_ROWS) {
        sheet.commit();
        sheet = workbook.addWorksheet(`${name} ${++number}`, { views: [{ state: 'frozen', ySplit: 1 }] });
        sheet.addRow([...header]).commit();
        used = 1;
      }
      sheet.addRow([...cells]).commit();
      if (++used % TURN_ROWS === 0) await drained(stream);
    }
    sheet.commit();
    await workbook.commit();
  };
  const written = write().catch((error: Error) => stream.destroy(error));
  yield* stream;
  await written;
}

/** Resolves when the consumer has taken what is waiting. */
async function drained(stream: PassThrough): Promise<void> {
  while (stream.readableLength > stream.readableHighWaterMark) {
    await new Promise<void>((resolve) => stream.once('data', () => resolve()).once('close', () => resolve()));
  }
  await new Promise<void>((resolve) => setImmediate(resolve));
}
