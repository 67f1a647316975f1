import { z } from '@hono/zod-openapi';
import type { FieldError, Warning } from '@sluice/core';
import {
  decision,
  dialect,
  doubtFields,
  type FileReading,
  reading as fileReading,
  readingOptions,
  warning,
} from '@sluice/jobs';
import { fieldErrorSchema } from '../openapi.ts';

/*
 * Re-created here: only schemas created after importing zod-openapi have `.openapi`, which gives each of them one name in the
 * OpenAPI document and the client, wherever it is used.
 */

/** The options that say how a file is read, in requests for imports, previews and analyses. */
export const readingOptionsSchema = z.object(readingOptions).openapi('ReadingOptions');

export const warningSchema = z.object(warning.shape).openapi('Warning');
export const decisionSchema = z.object(decision.shape).openapi('Decision');
export const dialectSchema = z.object(dialect.shape).openapi('Dialect');
const readingSchema = z
  .object({ ...fileReading.shape, dialect: dialectSchema, decisions: z.array(decisionSchema) })
  .openapi('FileReading');

/** In every view of an import or analysis, also while it runs. */
export const warningCount = z.number().int().min(0).describe('Warnings about how the file was read.');

/** How the file of an import or analysis was read. */
export const readingFields = {
  warnings: z
    .array(warningSchema)
    .describe('What the reader of the file assumed, repaired, skipped or could not decide; complete once it finishes.'),
  // Not nullable(): that would let the named schema itself be null.
  reading: z
    .union([readingSchema, z.null()])
    .describe('How the file is read, and why; null until a worker has read it.'),
  error_fields: z
    .array(fieldErrorSchema)
    .describe('With `READING_DOUBTFUL`: one entry per option to set, with the choices. Otherwise empty.'),
};

interface Read {
  readonly warnings: readonly Warning[] | null;
  readonly reading: Record<string, unknown> | null;
  readonly errorCode: string | null;
}

const viewWarning = ({ code, message, column, count, rows }: Warning): z.output<typeof warningSchema> => ({
  ...{ code, message },
  ...(column !== undefined && { column }),
  ...(count !== undefined && { count }),
  ...(rows !== undefined && { rows: [...rows] }),
});

export function viewRead({ warnings, reading: stored, errorCode }: Read) {
  const reading = stored as FileReading | null;
  const doubtful = errorCode === 'READING_DOUBTFUL' ? (reading?.decisions ?? []) : [];
  return {
    warnings: (warnings ?? []).map(viewWarning),
    reading,
    error_fields: doubtFields(doubtful).map((field): FieldError => ({ ...field })),
  };
}
