import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Document } from '@sluice/db/documents';
import type { ReadingOptions } from '@sluice/jobs';
import { type DocumentStores, openDocument } from '../spool/open-document.ts';
import { type SpooledTable, spoolStored } from '../spool/spool.ts';
import { tableOptions } from '../spool/table-options.ts';
import { inspectBytes, isGzip, isZip, type TableLimits } from '../tabular/index.ts';

export interface HeadInput {
  readonly document: Document;
  readonly stores: DocumentStores;
  readonly folder: string;
  readonly limits: TableLimits;
  readonly options: ReadingOptions;
  readonly signal: AbortSignal;
  /** How much of a CSV is read. */
  readonly headBytes: number;
}

/** The start of a CSV is enough; a workbook has its directory at the end, and like other archives it is read completely. */
export async function readHead(input: HeadInput): Promise<{ table: SpooledTable; partial: boolean }> {
  const { document, stores, folder, limits, options, signal, headBytes } = input;
  const { body, sizeBytes } = await openDocument(stores, document, { end: headBytes - 1, signal });
  const head = Buffer.concat(await body.toArray());
  if (isZip(head) || isGzip(head)) {
    const table = await spoolStored({
      open: () => openDocument(stores, document, { signal }),
      folder,
      options: tableOptions(options),
      limits,
      signal,
    });
    return { table, partial: false };
  }
  const complete = sizeBytes <= head.length;
  const { inspection, spooled } = inspectBytes(head, { complete, options: tableOptions(options), limits });
  if (inspection.kind !== 'csv') throw new Error('the start of a workbook was taken for a CSV');
  const file = path.join(folder, 'head');
  await writeFile(file, spooled);
  return { table: { path: file, ...inspection }, partial: !complete };
}
