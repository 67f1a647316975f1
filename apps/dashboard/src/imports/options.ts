import type { ImportOptions } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';

/** The options that say how the file is read: all that have no choices of their own below. */
export type ReadingKey = Exclude<
  keyof ImportOptions,
  | 'on_invalid'
  | 'on_duplicate'
  | 'on_new'
  | 'on_absent'
  | 'max_delete_percent'
  | 'on_blank'
  | 'dry_run'
  | 'max_failed_rows'
  | 'max_failed_percent'
  | 'max_rows_per_second'
  | 'mapping'
  | 'synonyms'
>;

/** The form of a new import as the URL holds it, so that it survives a reload and can be shared. */
export interface ImportForm extends Readonly<Partial<Record<ReadingKey, string>>> {
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
/** `''` means auto-detect. */
export const delimiterChoices: readonly Choice<'' | Chosen<'delimiter'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe' },
  { value: ' ', label: 'Space' },
  { value: ':', label: 'Colon' },
  { value: '^', label: 'Caret' },
  { value: '~', label: 'Tilde' },
  { value: '\u001c', label: 'ASCII 28 (file separator)' },
  { value: '\u001d', label: 'ASCII 29 (group separator)' },
  { value: '\u001e', label: 'ASCII 30 (record separator)' },
  { value: '\u001f', label: 'ASCII 31 (unit separator)' },
];
export const encodingChoices: readonly Choice<'' | Chosen<'encoding'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252', hint: 'Western European files from older programs.' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'macintosh', label: 'Mac Roman', hint: 'Western European files from old Macintosh programs.' },
  { value: 'iso-8859-15', label: 'ISO-8859-15', hint: 'Western European with the euro sign.' },
  { value: 'windows-1250', label: 'Windows-1250', hint: 'Central European.' },
  { value: 'iso-8859-2', label: 'ISO-8859-2', hint: 'Central European.' },
  { value: 'iso-8859-16', label: 'ISO-8859-16', hint: 'Romanian.' },
  { value: 'windows-1257', label: 'Windows-1257', hint: 'Baltic.' },
  { value: 'iso-8859-13', label: 'ISO-8859-13', hint: 'Baltic.' },
  { value: 'iso-8859-4', label: 'ISO-8859-4', hint: 'Baltic.' },
  { value: 'iso-8859-10', label: 'ISO-8859-10', hint: 'Nordic.' },
  { value: 'iso-8859-14', label: 'ISO-8859-14', hint: 'Celtic.' },
  { value: 'iso-8859-3', label: 'ISO-8859-3', hint: 'Maltese and Esperanto.' },
  { value: 'windows-1251', label: 'Windows-1251', hint: 'Cyrillic.' },
  { value: 'koi8-r', label: 'KOI8-R', hint: 'Cyrillic, Russian.' },
  { value: 'koi8-u', label: 'KOI8-U', hint: 'Cyrillic, Ukrainian.' },
  { value: 'iso-8859-5', label: 'ISO-8859-5', hint: 'Cyrillic.' },
  { value: 'ibm866', label: 'IBM866', hint: 'Cyrillic, DOS.' },
  { value: 'x-mac-cyrillic', label: 'Mac Cyrillic', hint: 'Cyrillic, old Macintosh programs.' },
  { value: 'windows-1253', label: 'Windows-1253', hint: 'Greek.' },
  { value: 'iso-8859-7', label: 'ISO-8859-7', hint: 'Greek.' },
  { value: 'windows-1254', label: 'Windows-1254', hint: 'Turkish.' },
  { value: 'windows-1255', label: 'Windows-1255', hint: 'Hebrew.' },
  { value: 'iso-8859-8', label: 'ISO-8859-8', hint: 'Hebrew.' },
  { value: 'windows-1256', label: 'Windows-1256', hint: 'Arabic.' },
  { value: 'iso-8859-6', label: 'ISO-8859-6', hint: 'Arabic.' },
  { value: 'windows-874', label: 'Windows-874', hint: 'Thai.' },
  { value: 'windows-1258', label: 'Windows-1258', hint: 'Vietnamese.' },
  { value: 'shift_jis', label: 'Shift_JIS', hint: 'Japanese.' },
  { value: 'euc-jp', label: 'EUC-JP', hint: 'Japanese.' },
  { value: 'iso-2022-jp', label: 'ISO-2022-JP', hint: 'Japanese.' },
  { value: 'gb18030', label: 'GB18030', hint: 'Chinese, simplified.' },
  { value: 'gbk', label: 'GBK', hint: 'Chinese, simplified.' },
  { value: 'big5', label: 'Big5', hint: 'Chinese, traditional.' },
  { value: 'euc-kr', label: 'EUC-KR', hint: 'Korean.' },
];
export const quoteChoices: readonly Choice<'' | Chosen<'quote'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: '"', label: 'Double quotes' },
  { value: "'", label: 'Single quotes' },
  { value: 'none', label: 'None' },
];
export const escapeChoices: readonly Choice<'' | Chosen<'escape'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: 'none', label: 'Doubled quotes' },
  { value: '\\', label: 'Backslash' },
];
export const decimalChoices: readonly Choice<'' | Chosen<'decimal_mark'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: '.', label: 'Point', hint: '1.5' },
  { value: ',', label: 'Comma', hint: '1,5' },
];
export const dateOrderChoices: readonly Choice<'' | Chosen<'date_order'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: 'DMY', label: 'Day first', hint: '03/04/2024 is April 3.' },
  { value: 'MDY', label: 'Month first', hint: '03/04/2024 is March 4.' },
];

/** The value from the URL if it is one of the choices, otherwise the first choice. */
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

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
export const isOn = (text: string | undefined): boolean => text === 'true';
const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== false;

/** The options that say how the file is read, from their texts in the URL; empty, false or undefined is the default. */
const readers = {
  delimiter: (text) => chosen(delimiterChoices, text),
  encoding: (text) => chosen(encodingChoices, text),
  quote: (text) => chosen(quoteChoices, text),
  escape: (text) => chosen(escapeChoices, text),
  comment: (text) => (/^(none|.)$/u.test(text ?? '') ? text : undefined),
  header_row: (text) => (text === 'none' ? text : wholeNumber(text)),
  header_rows: wholeNumber,
  skip_rows: wholeNumber,
  skip_footer: wholeNumber,
  allow_short_rows: isOn,
  skip_repeated_headers: isOn,
  skip_totals: isOn,
  decimal_mark: (text) => chosen(decimalChoices, text),
  date_order: (text) => chosen(dateOrderChoices, text),
  sheet: (text) => text,
  strict: isOn,
  generate_keys: isOn,
} satisfies { readonly [K in ReadingKey]: (text: string | undefined) => ImportOptions[K] | '' };

export const readingKeys = Object.keys(readers) as ReadingKey[];

/** The options that affect how the file is read, and therefore the preview. */
export function readingOf(form: ImportForm): Partial<ImportOptions> {
  const mapping = mappingOf(form);
  const synonyms = synonymsOf(form);
  return {
    ...Object.fromEntries(
      readingKeys.map((key) => [key, readers[key](form[key])] as const).filter(([, value]) => isGiven(value)),
    ),
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
const layoutKeys: readonly ReadingKey[] = [
  ...(['delimiter', 'encoding', 'quote', 'escape', 'comment', 'sheet'] as const),
  ...(['header_row', 'header_rows', 'skip_rows', 'skip_footer'] as const),
];

/** The same for the corrected result file of an import with these options. */
export const formOfResultFile = (options: Partial<ImportOptions>): ImportForm =>
  Object.fromEntries(Object.entries(formOf(options)).filter(([key]) => !layoutKeys.includes(key as ReadingKey)));
