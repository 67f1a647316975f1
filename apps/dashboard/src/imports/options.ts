import { type ImporterName, type ImportOptions, importerNames } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';

/** The form of a new import as its address holds it, so that a reload keeps it and it can be sent to somebody. */
export interface ImportForm {
  readonly doc?: string;
  readonly importer?: string;
  readonly on_invalid?: string;
  readonly on_duplicate?: string;
  readonly on_blank?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly date_order?: string;
  readonly sheet?: string;
  /** JSON: header of the file -> column, or null. */
  readonly mapping?: string;
}

type Mapping = Readonly<Record<string, string | null>>;
type Chosen<K extends keyof ImportOptions> = NonNullable<ImportOptions[K]> & string;

export const importerOf = ({ importer }: ImportForm): ImporterName =>
  importerNames.find((name) => name === importer) ?? 'assets';

export const invalidChoices: readonly Choice<Chosen<'on_invalid'>>[] = [
  { value: 'skip', label: 'Import the good rows', hint: 'Rows with errors are left out and listed with the reason.' },
  { value: 'abort', label: 'All or nothing', hint: 'One row with an error, and no row is written.' },
];
export const duplicateChoices: readonly Choice<Chosen<'on_duplicate'>>[] = [
  { value: 'reject', label: 'Report it as an error', hint: 'The row in the table stays as it is.' },
  { value: 'update', label: 'Update the row', hint: 'The row in the table gets the values of the file.' },
  { value: 'skip', label: 'Leave it alone', hint: 'The row is counted as skipped, not as an error.' },
];
export const blankChoices: readonly Choice<Chosen<'on_blank'>>[] = [
  { value: 'keep', label: 'Keep the old value', hint: 'A blank cell says nothing about the row.' },
  { value: 'null', label: 'Clear the value', hint: 'A blank cell empties the field.' },
];
/** `''` stands for what the file itself shows. */
export const delimiterChoices: readonly Choice<'' | Chosen<'delimiter'>>[] = [
  { value: '', label: 'As found' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
];
export const encodingChoices: readonly Choice<'' | Chosen<'encoding'>>[] = [
  { value: '', label: 'As found' },
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252', hint: 'Western European files of older programs.' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
];
export const dateOrderChoices: readonly Choice<'' | Chosen<'date_order'>>[] = [
  { value: '', label: 'As the file shows' },
  { value: 'DMY', label: 'Day first', hint: '03/04/2024 is the 3rd of April.' },
  { value: 'MDY', label: 'Month first', hint: '03/04/2024 is the 4th of March.' },
];

/** What the address says, where it is one of the choices. */
export const chosen = <V extends string>(choices: readonly Choice<V>[], value: string | undefined): V =>
  (choices.find((choice) => choice.value === value) ?? choices[0])?.value as V;

export function mappingOf({ mapping }: ImportForm): Mapping {
  try {
    const parsed: unknown = JSON.parse(mapping ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(([, column]) => column === null || typeof column === 'string'),
    ) as Mapping;
  } catch {
    return {};
  }
}

/** How the file is read: what a preview depends on. */
export function readingOf(form: ImportForm): Partial<ImportOptions> {
  const mapping = mappingOf(form);
  const delimiter = chosen(delimiterChoices, form.delimiter);
  const encoding = chosen(encodingChoices, form.encoding);
  const dateOrder = chosen(dateOrderChoices, form.date_order);
  return {
    ...(delimiter ? { delimiter } : {}),
    ...(encoding ? { encoding } : {}),
    ...(dateOrder ? { date_order: dateOrder } : {}),
    ...(form.sheet ? { sheet: form.sheet } : {}),
    ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
  };
}

/** All of the import that the form describes. */
export const optionsOf = (form: ImportForm): Partial<ImportOptions> => ({
  on_invalid: chosen(invalidChoices, form.on_invalid),
  on_duplicate: chosen(duplicateChoices, form.on_duplicate),
  on_blank: chosen(blankChoices, form.on_blank),
  ...readingOf(form),
});

/** The form that describes an import, for the same file or one with the same headers. */
export function formOf(options: Partial<ImportOptions>): ImportForm {
  const { mapping, dry_run: _, ...texts } = options;
  return {
    ...texts,
    ...(mapping && Object.keys(mapping).length > 0 ? { mapping: JSON.stringify(mapping) } : {}),
  };
}
