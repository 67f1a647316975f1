import { type AppError, isAppError } from '@sluice/core';
import type { DocumentReading, ImportPreview, ReadingOptions } from '@sluice/jobs';
import { readingOf, warningsOf } from '../spool/reading.ts';
import { firstRows, openCsv, type TableLimits } from '../tabular/index.ts';
import type { CallerReading } from './read-for-caller.ts';
import { readHead } from './read-head.ts';

/** Enough bytes for a header and many wide rows. */
export const HEAD_BYTES = 1024 * 1024;

/** Another row may be the header. */
const HEADER_FAULTS: ReadonlySet<string> = new Set(['HEADER_MISSING', 'FILE_EMPTY']);

/** Whether another row of the file may be the header, so that its first rows are of use. */
export const isHeaderFault = (error: unknown): error is AppError => isAppError(error) && HEADER_FAULTS.has(error.code);

/** Why a file would be refused, as previews show it. */
export const shownRefusal = ({ code, message, fields }: AppError): NonNullable<ImportPreview['refusal']> => ({
  ...{ code, message },
  fields: fields.map((field) => ({ ...field })),
});

export interface ReadingInput extends CallerReading {
  readonly limits: TableLimits;
  readonly options: ReadingOptions;
}

/**
 * How a document is read, from its start: what was detected and why, its header and first rows.
 * @throws AppError if the file cannot be read at all
 */
export async function previewReading({ limits, ...input }: ReadingInput): Promise<DocumentReading> {
  const { table, partial } = await readHead({ ...input, limits, headBytes: HEAD_BYTES });
  const found = (header: readonly string[], warnings: typeof table.warnings, refusal: DocumentReading['refusal']) => ({
    ...readingOf(table),
    ...{ header: [...header], first_rows: firstRows(table.path, table.dialect), refusal },
    warnings: warningsOf(table.decisions, [...table.warnings, ...warnings]),
  });
  try {
    const reader = openCsv({ path: table.path, dialect: table.dialect, limits, partial });
    reader.close();
    return found(reader.header, reader.warnings.list(), null);
  } catch (error) {
    if (!isHeaderFault(error)) throw error;
    return found([], [], shownRefusal(error));
  }
}
