import { IMPORTER_NAME, IMPORTER_NAME_LENGTH } from '@sluice/core';
import { z } from 'zod';
import { readingOptions } from './reading-options.ts';

/** The name of an importer, as in the paths of the API. */
export const importerName = z.string().max(IMPORTER_NAME_LENGTH).regex(IMPORTER_NAME);

/** An importer of an account, and the version of its definition. An API from before versions sends none and means the first. */
export const importerRef = {
  account_id: z.string().default(''),
  importer: importerName,
  importer_version: z.int().min(1).default(1),
};

const MOST_SYNONYMS = 1_000;
const countSynonyms = (given: Readonly<Record<string, object>>): number =>
  Object.values(given).reduce((count, texts) => count + Object.keys(texts).length, 0);

/** The options of an import, as stored in `bulk_import_jobs.options`. */
export const importOptions = z
  .object({
    on_invalid: z
      .enum(['skip', 'abort'])
      .default('skip')
      .describe('skip: import valid records and report the others. abort: import all records or none.'),
    on_duplicate: z
      .enum(['reject', 'update', 'skip'])
      .default('reject')
      .describe('What to do with a record whose key already exists in the table.'),
    on_new: z
      .enum(['insert', 'reject', 'skip'])
      .optional()
      .describe('What to do with a record whose key is not in the table yet. Default: insert.'),
    on_absent: z
      .enum(['keep', 'delete'])
      .optional()
      .describe(
        'What to do with rows of the table whose key the file does not have. delete: only if the definition of the importer allows it. Default: keep.',
      ),
    max_delete_percent: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'With on_absent=delete: writes and deletes nothing if more of the rows would be deleted, in percent of those that the account has in the table before. Default: 10.',
      ),
    on_blank: z
      .enum(['keep', 'null'])
      .default('keep')
      .describe('With on_duplicate=update: blank cells keep the old value or clear it.'),
    dry_run: z.boolean().default(false).describe('Run all checks and count records without writing any rows.'),
    max_failed_rows: z
      .int()
      .min(0)
      .optional()
      .describe(
        'Writes nothing if more records than this have errors. The whole file is checked before the first row is written.',
      ),
    max_failed_percent: z.number().min(0).max(100).optional().describe('The same, in percent of all records.'),
    max_rows_per_second: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Writes at most this many records per second on average, for tables that others are using.'),
    generate_keys: z
      .boolean()
      .default(false)
      .describe('Allow an import in which no record has a key, so that every row gets a generated one.'),
    mapping: z
      .record(z.string().min(1).max(255), z.string().min(1).max(255).nullable())
      .optional()
      .describe('Header of the file -> column of the importer, or null to ignore it.'),
    synonyms: z
      .record(z.string().min(1).max(255), z.record(z.string().min(1).max(1_000), z.string().max(1_000)))
      .refine((given) => countSynonyms(given) <= MOST_SYNONYMS, `must have at most ${MOST_SYNONYMS} texts`)
      .optional()
      .describe(
        'Field of the importer -> text in the file -> the value to read instead, in addition to the synonyms of the definition.',
      ),
    ...readingOptions,
  })
  .strict();
export type ImportOptions = z.infer<typeof importOptions>;

/** Whether the import deletes the rows that the file lacks. */
export const mirrors = ({ on_absent: onAbsent }: Pick<ImportOptions, 'on_absent'>): boolean => onAbsent === 'delete';

/** The most rows that an import may delete unless it says otherwise, in percent. */
export const MAX_DELETE_PERCENT = 10;

/** Refuses options about deleting rows that contradict others. */
export function withoutDeletionConflicts(options: ImportOptions, { addIssue }: z.core.$RefinementCtx): void {
  const refuse = (option: keyof ImportOptions, message: string): void =>
    addIssue({ code: 'custom', path: [option], message, input: options });
  if (options.max_delete_percent !== undefined && !mirrors(options))
    refuse('max_delete_percent', 'goes with on_absent=delete; set that, or leave this out');
  if (options.generate_keys && mirrors(options))
    refuse(
      'generate_keys',
      'cannot be combined with on_absent=delete: without the keys of the records, nothing shows which rows the file lacks. Leave one of them out',
    );
}
