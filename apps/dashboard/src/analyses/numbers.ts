import { formatCount } from '../ui/format.ts';

const precise = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const large = new Intl.NumberFormat('en', { notation: 'scientific', maximumSignificantDigits: 4 });

/** A measured number to six digits: 20.175, 1,234.57, 1.2E12. */
export function formatNumber(value: number | null): string {
  if (value === null) return '–';
  const size = Math.abs(value);
  if (Number.isSafeInteger(value) && size < 1e12) return formatCount(value);
  return size >= 1e12 || (size > 0 && size < 1e-4) ? large.format(value) : precise.format(value);
}

/** A share from 0 to 1 as `97.3%`. A share between 0 and 1 is never rounded to 0% or 100%. */
export function formatShare(share: number | null): string {
  if (share === null) return '–';
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1%';
  if (percent < 100 && percent > 99.9) return '> 99.9%';
  return `${Number(percent.toFixed(1))}%`;
}

/** Labels of keys in parameters and reports that do not read well on their own. */
const labels: Readonly<Record<string, string>> = {
  compare_doc_id: 'Compare with another document',
  date_order: 'Date format',
  header: 'Header row',
  suspicious: 'Suspicious cells',
  standardise: 'Standardization',
  nulls: 'Missing values',
  tokens: 'Placeholder values',
  token_columns: 'Columns to check',
  null_token: 'Placeholder value',
  word_for_no_value: 'Placeholder value',
  words_for_no_value: 'Placeholder values',
  records_that_are_no_rows: 'Unparseable records',
  outer_space: 'Surrounding whitespace',
  formula_header: 'Formula in the header',
  surrounding_space: 'Surrounding whitespace',
  repeated_space: 'Repeated whitespace',
  iqr_factor: 'IQR factor',
  zscore: 'Z-score',
  typed: 'Typed columns',
  all: 'All columns',
  collapse_spaces: 'Collapse whitespace',
  http_status: 'HTTP status',
  request_id: 'Request ID',
  code: 'Error code',
  rows_counted: 'Record count',
  min_retention: 'Minimum share of records kept',
  sets_aside: 'Quarantined',
  nulls_left: 'Blank cells left',
  max_null_share: 'Maximum share of blank cells',
};

/** The label of a key: `null_rate` as `Null rate`, `rows_dropped` as `Records dropped`. Keys still call records rows. */
export function wordsOf(name: string): string {
  const text = name.replaceAll('_', ' ').replace(/\brow(s?)\b/g, 'record$1');
  return labels[name] ?? text.charAt(0).toUpperCase() + text.slice(1);
}
