import type { ImportPreview } from '@sluice/client';
import { counted, formatCount } from '../../ui/format.ts';

type Checked = NonNullable<ImportPreview['checked']>;

/** The first sentence of the review: how many of how many records have errors. */
export function checkedSentence({ records, failed_records: failed, is_whole: isWhole }: Checked): string {
  const rest = isWhole ? '' : ' The file is longer: a dry run checks all of it.';
  if (records === 0) return 'The file has a header but no records.';
  if (records === 1)
    return `${failed === 0 ? 'No errors' : 'Errors'} in the ${isWhole ? 'only' : 'first'} record.${rest}`;
  const those = isWhole ? `the ${counted(records, 'record')} of the file` : `the first ${counted(records, 'record')}`;
  return `${failed === 0 ? 'No errors in' : `Errors in ${formatCount(failed)} of`} ${those}.${rest}`;
}

/** What the file calls the fields that it calls otherwise. */
export const headersOf = ({ mapping }: Pick<ImportPreview, 'mapping'>): Record<string, string> =>
  Object.fromEntries(
    mapping.flatMap(({ column, header }) => (column === null || column === header ? [] : [[column, header]])),
  );
