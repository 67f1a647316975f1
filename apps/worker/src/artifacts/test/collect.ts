import ExcelJS, { type Workbook } from 'exceljs';
import yauzl from 'yauzl';
import type { WorkbookInput } from '../types.ts';
import { writeWorkbook } from '../workbook.ts';

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export async function* inPieces<T>(items: readonly T[], size = 100): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

export const workbookBytes = (
  sheets: WorkbookInput['sheets'],
  options?: { readonly maxRows?: number },
): Promise<Buffer> => collect(writeWorkbook({ created: new Date('2026-05-04T03:02:01Z'), sheets }, options));

export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook();
  // The types of exceljs refer to an older Buffer.
  await workbook.xlsx.load(bytes as unknown as Parameters<Workbook['xlsx']['load']>[0]);
  return workbook;
}

/** The files of an archive, from a reader that checks sizes and checksums. */
export async function unpack(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks).toString());
  }
  return files;
}
