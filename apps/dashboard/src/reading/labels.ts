/** Names of the options that say how a file is read, in forms for imports and analyses and in lists of decisions. */
export const readingLabels = {
  encoding: 'Encoding',
  delimiter: 'Delimiter',
  quote: 'Quote character',
  escape: 'Escape character',
  comment: 'Comment character',
  header_row: 'Header row',
  header_rows: 'Rows in the header',
  skip_rows: 'Rows to skip at the start',
  skip_footer: 'Rows to skip at the end',
  allow_short_rows: 'Fill missing cells',
  skip_repeated_headers: 'Skip repeated headers',
  skip_totals: 'Skip totals',
  decimal_mark: 'Decimal mark',
  date_order: 'Date format',
  sheet: 'Sheet',
  strict: 'Refuse doubtful settings',
} as const;
