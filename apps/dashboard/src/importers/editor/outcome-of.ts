import type { ImportPreview } from '@sluice/client';
import { counted, formatCount } from '../../ui/format.ts';

/** One sentence about the records of a file. */
export function outcomeOf({ checked, refusal }: Pick<ImportPreview, 'checked' | 'refusal'>): string | undefined {
  if (refusal) return refusal.message;
  if (!checked) return undefined;
  const { records, failed_records: failed, is_whole: isWhole } = checked;
  if (records === 0) return 'The file has no records.';
  const which = isWhole ? (records === 1 ? 'the only' : 'all') : 'the first';
  const all = records === 1 ? `${which} record` : `${which} ${counted(records, 'record')}`;
  if (failed === 0) return `No errors in ${all}.`;
  return records === 1
    ? `Errors in ${all}.`
    : `${formatCount(failed)} of ${all} ${failed === 1 ? 'has' : 'have'} errors.`;
}
