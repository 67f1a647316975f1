import { encodingName } from '@sluice/core';
import type { ReadingOptions } from '@sluice/jobs';
import type { TableOptions } from '../tabular/index.ts';

/** The name that the reader has for each option; undefined for those that are applied to values, not to bytes. */
const names = {
  encoding: 'encoding',
  delimiter: 'delimiter',
  quote: 'quote',
  escape: 'escape',
  comment: 'comment',
  header_row: 'headerRow',
  header_rows: 'headerRows',
  skip_rows: 'skipRows',
  skip_footer: 'skipFooter',
  allow_short_rows: 'allowShortRows',
  skip_repeated_headers: 'skipRepeatedHeaders',
  skip_totals: 'skipTotals',
  decimal_mark: 'decimalMark',
  date_order: undefined,
  sheet: 'sheet',
  strict: undefined,
} as const satisfies Record<keyof ReadingOptions, keyof TableOptions | undefined>;

const encodingOf = ({ encoding }: ReadingOptions): string | undefined =>
  encoding === undefined ? undefined : (encodingName(encoding) ?? encoding);

/** The options that say how the bytes of a file become rows, as the reader takes them. */
export function tableOptions(given: ReadingOptions & { readonly header?: boolean | undefined }): TableOptions {
  const entries = Object.entries(names).flatMap(([name, own]) => {
    const value = name === 'encoding' ? encodingOf(given) : given[name as keyof ReadingOptions];
    return own === undefined || value === undefined ? [] : [[own, value]];
  });
  const header = given.header === false ? { header: false } : {};
  return { ...header, ...Object.fromEntries(entries) };
}
