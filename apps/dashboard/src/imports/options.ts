import type { ImportOptions } from '@sluice/client';
import { chosen } from '../reading/choices.ts';
import { isOn, type ReadingKey, readingKeys, readingOptionsOf } from '../reading/form.ts';
import type { Choice } from '../ui/Field.tsx';

/** An option that affects how the file is read, and therefore the preview. */
export type PreviewKey = ReadingKey | 'generate_keys';

/** The form of a new import as the URL holds it, so that it survives a reload and can be shared. */
export interface ImportForm extends Readonly<Partial<Record<PreviewKey, string>>> {
  readonly doc?: string;
  readonly importer?: string;
  readonly on_invalid?: string;
  readonly on_duplicate?: string;
  readonly on_new?: string;
  readonly on_blank?: string;
  readonly on_absent?: string;
  readonly max_delete_percent?: string;
  readonly max_failed_rows?: string;
  readonly max_failed_percent?: string;
  readonly max_rows_per_second?: string;
  /** Where the person is: see `new/steps.ts`. */
  readonly step?: string;
  /** `true`: only the records with errors are shown. */
  readonly problems?: string;
  /** JSON: header in the file -> importer column, or null to ignore it. */
  readonly mapping?: string;
  /** JSON: field -> text in the file -> the value that it means. */
  readonly synonyms?: string;
}

type Mapping = Readonly<Record<string, string | null>>;
type Chosen<K extends keyof ImportOptions> = NonNullable<ImportOptions[K]> & string;

export const importerOf = ({ importer = 'assets' }: ImportForm): string => importer;

export const invalidChoices: readonly Choice<Chosen<'on_invalid'>>[] = [
  {
    value: 'skip',
    label: 'Import valid records',
    hint: 'Records with errors are not imported; each is listed with the reason.',
  },
  { value: 'abort', label: 'All or nothing', hint: 'If any record has an error, no rows are written.' },
];
export const duplicateChoices: readonly Choice<Chosen<'on_duplicate'>>[] = [
  { value: 'reject', label: 'Report an error', hint: 'The existing row stays unchanged.' },
  { value: 'update', label: 'Update the row', hint: 'The existing row gets the values from the file.' },
  { value: 'skip', label: 'Skip the record', hint: 'The record counts as skipped, not as an error.' },
];
export const newChoices: readonly Choice<Chosen<'on_new'>>[] = [
  { value: 'insert', label: 'Insert a row', hint: 'The record becomes a new row.' },
  { value: 'reject', label: 'Report an error', hint: 'Only existing rows are updated.' },
  { value: 'skip', label: 'Skip the record', hint: 'The record counts as skipped, not as an error.' },
];
export const blankChoices: readonly Choice<Chosen<'on_blank'>>[] = [
  { value: 'keep', label: 'Keep the existing value', hint: 'A blank cell leaves the field unchanged.' },
  { value: 'null', label: 'Clear the value', hint: 'A blank cell clears the field.' },
];
export const absentChoices: readonly Choice<Chosen<'on_absent'>>[] = [
  { value: 'keep', label: 'Keep the row', hint: 'Rows missing from the file stay in the table.' },
  { value: 'delete', label: 'Delete the row', hint: 'Rows whose key is not in the file are deleted.' },
];

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

export type Synonyms = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function synonymsOf({ synonyms }: ImportForm): Synonyms {
  try {
    const parsed: unknown = JSON.parse(synonyms ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).flatMap(([field, texts]) => {
        const known = Object.entries(texts ?? {}).filter(([, value]) => typeof value === 'string');
        return known.length > 0 ? [[field, Object.fromEntries(known) as Record<string, string>]] : [];
      }),
    );
  } catch {
    return {};
  }
}

/** The synonyms with one more, or without one if `value` is undefined, as the address holds them. */
export function changedSynonyms(form: ImportForm, field: string, text: string, value: string | undefined): string {
  const before = synonymsOf(form);
  const { [text]: _, ...others } = before[field] ?? {};
  const texts = value === undefined ? others : { ...others, [text]: value };
  const { [field]: __, ...rest } = before;
  const after = Object.keys(texts).length > 0 ? { ...rest, [field]: texts } : rest;
  return Object.keys(after).length > 0 ? JSON.stringify(after) : '';
}

export const previewKeys: readonly PreviewKey[] = [...readingKeys, 'generate_keys'];

/** The options that affect how the file is read, and therefore the preview. */
export function readingOf(form: ImportForm): Partial<ImportOptions> {
  const mapping = mappingOf(form);
  const synonyms = synonymsOf(form);
  return {
    ...readingOptionsOf(form),
    ...(isOn(form.generate_keys) ? { generate_keys: true } : {}),
    ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
    ...(Object.keys(synonyms).length > 0 ? { synonyms } : {}),
  };
}

/** The options of a preview: those of reading, and those that decide what a record or a file may lack. */
export const previewedOf = (form: ImportForm): Partial<ImportOptions> => ({
  ...(form.on_invalid === 'abort' ? { on_invalid: 'abort' as const } : {}),
  ...(form.on_duplicate === 'update' ? { on_duplicate: 'update' as const } : {}),
  ...(form.on_absent === 'delete' ? { on_absent: 'delete' as const } : {}),
  ...readingOf(form),
});

/** Limits: numbers that are not set unless the form has them. */
export const limitKeys = [
  'max_failed_rows',
  'max_failed_percent',
  'max_delete_percent',
  'max_rows_per_second',
] as const;
export type LimitKey = (typeof limitKeys)[number];

/** The number in the address; undefined if there is none. */
export const limitOf = (form: ImportForm, key: LimitKey): number | undefined => {
  const text = form[key];
  return text !== undefined && /^\d{1,8}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
};

/** Only if they are not the defaults, which earlier versions do not know. */
const othersOf = (form: ImportForm): Partial<ImportOptions> => {
  const onNew = chosen(newChoices, form.on_new);
  const deletes = form.on_absent === 'delete';
  const limits = limitKeys
    .map((key) => [key, limitOf(form, key)] as const)
    .filter(([key, limit]) => limit !== undefined && (deletes || key !== 'max_delete_percent'));
  return {
    ...(onNew === 'insert' ? {} : { on_new: onNew }),
    ...(deletes ? { on_absent: 'delete' as const } : {}),
    ...Object.fromEntries(limits),
  };
};

/** All import options that the form describes. */
export const optionsOf = (form: ImportForm): Partial<ImportOptions> => ({
  on_invalid: chosen(invalidChoices, form.on_invalid),
  on_duplicate: chosen(duplicateChoices, form.on_duplicate),
  ...othersOf(form),
  on_blank: chosen(blankChoices, form.on_blank),
  ...readingOf(form),
});

/** The form for given import options, to reuse with the same document or one with the same headers. */
export function formOf(options: Partial<ImportOptions>): ImportForm {
  const { mapping, synonyms, dry_run: _, ...others } = options;
  return {
    ...Object.fromEntries(
      Object.entries(others).flatMap(([name, value]) => (value === false ? [] : [[name, String(value)]])),
    ),
    ...(mapping && Object.keys(mapping).length > 0 ? { mapping: JSON.stringify(mapping) } : {}),
    ...(synonyms && Object.keys(synonyms).length > 0 ? { synonyms: JSON.stringify(synonyms) } : {}),
  };
}

/** Options about the layout of one file, which the result file does not share: it has a header, and nothing else around it. */
const layoutKeys: readonly PreviewKey[] = [
  ...(['delimiter', 'encoding', 'quote', 'escape', 'comment', 'sheet'] as const),
  ...(['header_row', 'header_rows', 'skip_rows', 'skip_footer'] as const),
];

/** The same for the corrected result file of an import with these options. */
export const formOfResultFile = (options: Partial<ImportOptions>): ImportForm =>
  Object.fromEntries(Object.entries(formOf(options)).filter(([key]) => !layoutKeys.includes(key as PreviewKey)));
