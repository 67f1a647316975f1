import type { ReadingOptions } from '@sluice/client';
import type { Choice } from '../ui/Field.tsx';

type Given<K extends keyof ReadingOptions> = NonNullable<ReadingOptions[K]> & string;

/** `''` means auto-detect. */
export const delimiterChoices: readonly Choice<'' | Given<'delimiter'>>[] = [
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
export const encodingChoices: readonly Choice<'' | Given<'encoding'>>[] = [
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
export const quoteChoices: readonly Choice<'' | Given<'quote'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: '"', label: 'Double quotes' },
  { value: "'", label: 'Single quotes' },
  { value: 'none', label: 'None' },
];
export const escapeChoices: readonly Choice<'' | Given<'escape'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: 'none', label: 'Doubled quotes' },
  { value: '\\', label: 'Backslash' },
];
export const decimalChoices: readonly Choice<'' | Given<'decimal_mark'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: '.', label: 'Point', hint: '1.5' },
  { value: ',', label: 'Comma', hint: '1,5' },
];
export const dateOrderChoices: readonly Choice<'' | Given<'date_order'>>[] = [
  { value: '', label: 'Auto-detect' },
  { value: 'DMY', label: 'Day first', hint: '03/04/2024 is April 3.' },
  { value: 'MDY', label: 'Month first', hint: '03/04/2024 is March 4.' },
];

/** The value from the URL if it is one of the choices, otherwise the first choice. */
export const chosen = <V extends string>(choices: readonly Choice<V>[], value: string | undefined): V =>
  (choices.find((choice) => choice.value === value) ?? choices[0])?.value as V;

const ofTopic: Readonly<Partial<Record<string, readonly Choice<string>[]>>> = {
  delimiter: delimiterChoices,
  encoding: encodingChoices,
  quote: quoteChoices,
  escape: escapeChoices,
  decimal_mark: decimalChoices,
  date_order: dateOrderChoices,
};

/** How people read the value of a setting. */
export function valueLabel(topic: string, value: string | number | null): string {
  const text = String(value ?? 'none');
  return ofTopic[topic]?.find((choice) => choice.value === text)?.label ?? (text === 'none' ? 'None' : text);
}
