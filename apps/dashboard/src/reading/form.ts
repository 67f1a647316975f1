import type { ReadingOptions } from '@sluice/client';
import { chosen, dateOrderChoices, decimalChoices, escapeChoices, quoteChoices } from './choices.ts';

/** An option that says how a file is read; imports and analyses have the same. */
export type ReadingKey = keyof ReadingOptions;

/** What is set by hand, as texts that an address can hold; an option that is left out is detected. */
export type ReadingForm = Readonly<Partial<Record<ReadingKey, string>>>;

/** Changes the form; an empty text is the default. */
export type ChangeReading = (changes: ReadingForm) => void;

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
export const isOn = (text: string | undefined): boolean => text === 'true';
export const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== false;

/** The options from their texts; empty, false or undefined is the default. */
const readers = {
  // Others than the choices can be given too; the API refuses what is none.
  delimiter: (text) => (/^[^\r\n\p{L}\p{N}]$/u.test(text ?? '') ? text : undefined),
  encoding: (text) => (/^[\w.:-]{2,40}$/.test(text ?? '') ? text : undefined),
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
} satisfies { readonly [K in ReadingKey]: (text: string | undefined) => ReadingOptions[K] | '' };

export const readingKeys = Object.keys(readers) as ReadingKey[];

/** The options that the form sets. */
export const readingOptionsOf = (form: ReadingForm): Partial<ReadingOptions> =>
  Object.fromEntries(
    readingKeys.map((key) => [key, readers[key](form[key])] as const).filter(([, value]) => isGiven(value)),
  );

/** The form with the changes, without what is empty. */
export const changed = <F extends object>(form: F, changes: F): F =>
  Object.fromEntries(
    Object.entries({ ...form, ...changes }).filter(([, value]) => value !== '' && value !== undefined),
  ) as F;
