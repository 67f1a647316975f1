import { z } from 'zod';

/** The registered importers. A new one is a file in `apps/worker/src/importers` and its name here. */
export const importerNames = ['assets', 'contacts'] as const;
export const importerName = z.enum(importerNames);
export type ImporterName = z.infer<typeof importerName>;

/** What a caller may say about an import, as stored in `bulk_import_jobs.options`. */
export const importOptions = z
  .object({
    on_invalid: z
      .enum(['skip', 'abort'])
      .default('skip')
      .describe('skip: write the good rows and report the others. abort: write all rows or none.'),
    on_duplicate: z
      .enum(['reject', 'update', 'skip'])
      .default('reject')
      .describe('What happens to a row whose key is already in the table.'),
    on_blank: z
      .enum(['keep', 'null'])
      .default('keep')
      .describe('With on_duplicate=update: whether a blank cell keeps the old value or clears it.'),
    dry_run: z.boolean().default(false).describe('Run every check and count, write no row.'),
    mapping: z
      .record(z.string().min(1).max(255), z.string().min(1).max(255).nullable())
      .optional()
      .describe('Header of the file -> column of the importer, or null to ignore the column.'),
    delimiter: z.enum([',', ';', '\t', '|']).optional().describe('Found by itself unless given.'),
    encoding: z
      .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
      .optional()
      .describe('Found by itself unless given.'),
    date_order: z
      .enum(['DMY', 'MDY'])
      .optional()
      .describe('Decides dates such as 03/04/2024 where the file itself does not.'),
    sheet: z.string().min(1).max(255).optional().describe('XLSX only: the sheet to read; the first unless given.'),
  })
  .strict();
export type ImportOptions = z.infer<typeof importOptions>;
