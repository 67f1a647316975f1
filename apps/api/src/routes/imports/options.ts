import { AppError } from '@sluice/core';
import { type Definition, synonymFaults } from '@sluice/importers';
import { type ImportOptions, importOptions, withoutConflicts, withoutDeletionConflicts } from '@sluice/jobs';
import {
  booleanField,
  type FieldReader,
  jsonField,
  numberField,
  readFields,
  textField,
} from '../../body/field-readers.ts';
import type { RequestReader } from '../../documents/receive.ts';
import { zodFields } from '../../problem.ts';
import { withDefaults } from './definition-defaults.ts';

/** Ways to write a tab where a form or a shell does not let you type one. */
const TABS = new Set(['\\t', 'tab']);

const readers: Readonly<Record<keyof ImportOptions, FieldReader>> = {
  on_invalid: textField,
  on_duplicate: textField,
  on_new: textField,
  on_absent: textField,
  max_delete_percent: numberField,
  on_blank: textField,
  dry_run: booleanField,
  max_failed_rows: numberField,
  max_failed_percent: numberField,
  max_rows_per_second: numberField,
  generate_keys: booleanField,
  mapping: jsonField,
  synonyms: jsonField,
  encoding: textField,
  delimiter: (text) => (TABS.has(text.toLowerCase()) ? '\t' : text),
  quote: textField,
  escape: textField,
  comment: textField,
  header_row: numberField,
  header_rows: numberField,
  skip_rows: numberField,
  skip_footer: numberField,
  allow_short_rows: booleanField,
  skip_repeated_headers: booleanField,
  skip_totals: booleanField,
  decimal_mark: textField,
  date_order: textField,
  sheet: textField,
  strict: booleanField,
};
const byName = new Map(Object.entries(readers));
const requested = importOptions.superRefine(withoutConflicts).superRefine(withoutDeletionConflicts);

/** What imports do unless a request or a definition says otherwise. */
const usual = { on_new: 'insert', on_absent: 'keep', ...importOptions.parse({}) };

/** Options from a JSON body. @throws AppError VALIDATION_FAILED naming every invalid option */
export function parseOptions(
  given: Readonly<Record<string, unknown>>,
  definition: Definition | undefined = undefined,
): ImportOptions {
  const parsed = requested.safeParse(definition ? withDefaults(definition, given, usual) : given);
  if (parsed.success) {
    if (definition) checkSynonyms(definition, parsed.data);
    return parsed.data;
  }
  throw new AppError('VALIDATION_FAILED', 'The import has invalid options; see `fields`.', {
    fields: zodFields(parsed.error),
  });
}

/** @throws AppError VALIDATION_FAILED naming each text that cannot mean what the request says */
function checkSynonyms(definition: Definition, { synonyms }: ImportOptions): void {
  const faults = synonymFaults(definition, synonyms);
  if (faults.length === 0) return;
  throw new AppError('VALIDATION_FAILED', 'The import has invalid synonyms; see `fields`.', {
    fields: faults.map(({ field, text, message }) => ({
      field: ['synonyms', field, ...(text === undefined ? [] : [text])].join('.'),
      code: 'invalid',
      message,
    })),
  });
}

/** Options from form fields. @throws like `parseOptions` */
export const parseOptionFields = (fields: ReadonlyMap<string, string>, definition?: Definition): ImportOptions =>
  parseOptions(readFields(fields, byName), definition);

/** How a request for an import or a preview with this definition is read. */
export const importRequest = (definition: Definition): RequestReader<ImportOptions> => ({
  fromJson: (given) => parseOptions(given, definition),
  fromFields: (fields) => parseOptionFields(fields, definition),
});
