import { z } from '@hono/zod-openapi';
import type { FieldError, Warning } from '@sluice/core';
import { decision, dialect, doubtFields, type FileReading, warning } from '@sluice/jobs';

/** Re-created here: only schemas created after importing zod-openapi have `.openapi`. */
export const warningSchema = z.object(warning.shape).openapi('Warning');
export const decisionSchema = z.object(decision.shape).openapi('Decision');
export const dialectSchema = z.object(dialect.shape);

const readingSchema = z.object({ dialect: dialectSchema, decisions: z.array(decisionSchema) }).openapi('FileReading');

/** In every view of an import or analysis, also while it runs. */
export const warningCount = z.number().int().min(0).describe('Warnings about how the file was read.');

/** How the file of an import or analysis was read. */
export const readingFields = {
  warnings: z
    .array(warningSchema)
    .describe('What the reader of the file assumed, repaired, skipped or could not decide; complete once it finishes.'),
  reading: readingSchema.nullable().describe('How the file is read, and why; null until a worker has read it.'),
  error_fields: z
    .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
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
