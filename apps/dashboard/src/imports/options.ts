import { type ImporterName, type ImportOptions, importerNames } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';

/** The form of a new import as the URL holds it, so that it survives a reload and can be shared. */
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
  /** JSON: header in the file -> importer column, or null to ignore it. */
  readonly mapping?: string;
}

type Mapping = Readonly<Record<string, string | null>>;
type Chosen<K extends keyof ImportOptions> = NonNullable<ImportOptions[K]> & string;

export const importerOf = ({ importer }: ImportForm): ImporterName =>
  importerNames.find((name) => name === importer) ?? 'assets';

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
export const blankChoices: readonly Choice<Chosen<'on_blank'>>[] = [
  { value: 'keep', label: 'Keep the existing value', hint: 'A blank cell leaves the field unchanged.' },
  { value: 'null', label: 'Clear the value', hint: 'A blank cell clears the field.' },
];
/** `''` means auto-detect. */
export const delimiterChoices: readonly Choice<'' | Chosen<'delimiter'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe' },
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

/** The options that affect how the file is read, and therefore the preview. */
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

/** All import options that the form describes. */
export const optionsOf = (form: ImportForm): Partial<ImportOptions> => ({
  on_invalid: chosen(invalidChoices, form.on_invalid),
  on_duplicate: chosen(duplicateChoices, form.on_duplicate),
  on_blank: chosen(blankChoices, form.on_blank),
  ...readingOf(form),
});

/** The form for given import options, to reuse with the same document or one with the same headers. */
export function formOf(options: Partial<ImportOptions>): ImportForm {
  const { mapping, dry_run: _, ...texts } = options;
  return {
    ...texts,
    ...(mapping && Object.keys(mapping).length > 0 ? { mapping: JSON.stringify(mapping) } : {}),
  };
}
