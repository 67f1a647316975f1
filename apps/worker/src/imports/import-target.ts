import type { BulkImportJob, ImportTarget } from '@sluice/db/imports';
import { type TargetName, targetColumnTypes } from '@sluice/db/targets';
import { formatDate, type Importer, NOW } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';

/** The values of new rows for blank columns: the importer's fallbacks, with NOW as the import's creation time. */
export function resolveFallbacks(importer: Importer, job: Pick<BulkImportJob, 'createdAt'>): Record<string, string> {
  return Object.fromEntries(
    importer.columns.flatMap(({ name, fallback }) => {
      if (fallback === undefined) return [];
      return [[name, fallback === NOW ? formatDate(job.createdAt) : fallback]];
    }),
  );
}

export interface ImportTargetInput {
  readonly job: BulkImportJob;
  readonly importer: Importer;
  readonly options: ImportOptions;
  /** The columns in the lines, in order. */
  readonly columns: readonly string[];
  readonly fallbacks: Readonly<Record<string, string>>;
}

/** Describes the target of an import's rows for the database. */
export function importTarget({ job, importer, options, columns, fallbacks }: ImportTargetInput): ImportTarget {
  const types = targetColumnTypes(importer.table as TargetName);
  const absent = Object.entries(fallbacks).filter(([name]) => !columns.includes(name));
  return {
    table: { name: importer.table },
    key: [importer.key],
    account: { column: 'account_id', id: job.accountId },
    stamps: { import: 'import_job_id', created: 'created_at', updated: 'updated_at' },
    jobId: job.id,
    onDuplicate: options.on_duplicate,
    columns: columns.map((name) => ({
      name,
      field: name,
      sqlType: types.get(name) ?? 'text',
      clearOnUpdate: options.on_blank === 'null',
      ...(fallbacks[name] === undefined ? {} : { fallback: fallbacks[name] }),
    })),
    constants: Object.fromEntries(absent),
    checks: (importer.rules ?? [])
      .filter(({ lower, upper }) => columns.includes(lower) || columns.includes(upper))
      .map(({ lower, upper, code, message }) => ({ lower, upper, field: upper, code, message })),
  };
}

/** Whether the caller is asked about doubtful settings: with `strict`, and when all records are to be imported or none. */
export const asksForDoubts = ({ strict, on_invalid: onInvalid }: ImportOptions): boolean =>
  strict === true || onInvalid === 'abort';
