import { inspectBytes } from '../inspector.ts';
import { nestedArchive } from '../refusals.ts';
import { isGzip } from '../signature.ts';
import type { TableLimits } from '../types.ts';
import { openWrapped } from './open.ts';

/** Bytes at the start of the table that are examined. */
const HEAD_BYTES = 1024 * 1024;

/**
 * Checks the start of the table inside a gzip file or a zip archive. False for a zip archive that is a document, such as a
 * workbook.
 * @throws AppError FILE_*, ARCHIVE_TOO_LARGE
 */
export async function checkWrapped(kind: 'gzip' | 'zip', path: string, limits: TableLimits): Promise<boolean> {
  const wrapped = await openWrapped(kind, path, limits);
  if (wrapped === undefined) return false;
  const head: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of wrapped.bytes) {
    head.push(chunk);
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) break;
  }
  const start = Buffer.concat(head);
  if (isGzip(start)) throw nestedArchive();
  inspectBytes(start, { complete: bytes < HEAD_BYTES, options: {}, limits });
  return true;
}
