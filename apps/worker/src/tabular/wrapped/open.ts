import type { Warning } from '@sluice/core';
import type { TableLimits } from '../types.ts';
import { gunzip } from './gzip.ts';
import { openZip } from './zip.ts';

/** A table inside an archive. */
export interface WrappedTable {
  readonly warnings: readonly Warning[];
  /** Its bytes, which are checked while they are read. Read them to the end, or return the generator. */
  readonly bytes: AsyncGenerator<Buffer, void, undefined>;
}

/**
 * Opens the table inside a gzip file or a zip archive; undefined for a zip archive that is a document, such as a workbook.
 * @throws AppError FILE_NOT_A_TABLE, FILE_CORRUPT, ARCHIVE_TOO_LARGE; so do the bytes
 */
export async function openWrapped(
  kind: 'gzip' | 'zip',
  path: string,
  limits: TableLimits,
): Promise<WrappedTable | undefined> {
  if (kind === 'zip') return openZip(path, limits.xlsx);
  return { warnings: [], bytes: gunzip(path, limits.xlsx) };
}
