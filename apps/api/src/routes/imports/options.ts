import { AppError } from '@sluice/core';
import { type ImportOptions, importOptions } from '@sluice/jobs';
import { booleanField, type FieldReader, jsonField, numberField, readFields } from '../../body/field-readers.ts';
import type { RequestReader } from '../../documents/receive.ts';
import { zodFields } from '../../problem.ts';

/** Ways to write a tab where a form or a shell does not let you type one. */
const TABS = new Set(['\\t', 'tab']);

const readers = new Map<string, FieldReader>([
  ...['dry_run', 'strict', 'allow_short_rows', 'skip_repeated_headers', 'skip_totals', 'generate_keys'].map(
    (name): [string, FieldReader] => [name, booleanField],
  ),
  ...['header_row', 'header_rows', 'skip_rows', 'skip_footer'].map((name): [string, FieldReader] => [
    name,
    numberField,
  ]),
  ['delimiter', (text) => (TABS.has(text.toLowerCase()) ? '\t' : text)],
  ['mapping', jsonField],
]);

/** Options from a JSON body. @throws AppError VALIDATION_FAILED naming every invalid option */
export function parseOptions(given: Readonly<Record<string, unknown>>): ImportOptions {
  const parsed = importOptions.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('VALIDATION_FAILED', 'The import has invalid options; see `fields`.', {
    fields: zodFields(parsed.error),
  });
}

/** Options from form fields. @throws like `parseOptions` */
export const parseOptionFields = (fields: ReadonlyMap<string, string>): ImportOptions =>
  parseOptions(readFields(fields, readers));

/** How a request for an import or a preview is read. */
export const importRequest: RequestReader<ImportOptions> = { fromJson: parseOptions, fromFields: parseOptionFields };
