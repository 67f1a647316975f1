import type { ImportPreview } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { counted, formatCount } from '../../ui/format.ts';
import type { Scope } from './use-check.ts';

interface Asked {
  readonly docId: string | undefined;
  /** The text of a definition without problems; undefined while it has some. */
  readonly text: string | undefined;
  readonly scope: Scope;
}

export type Sample = ReturnType<typeof useSample>;

/** What an import with a definition that is not stored would make of a file. It follows each change. */
export function useSample({ docId, text, scope }: Asked) {
  const query = useQuery({
    queryKey: ['importers', 'sample', docId, scope, text],
    queryFn: async ({ signal }) => {
      const body = { doc_id: docId ?? '', definition: text ?? '', scope };
      return (await api.POST('/api/v1/importers/preview', { params: {}, body, signal })).data;
    },
    enabled: docId !== undefined && text !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...query, isWaiting: text === undefined };
}

/** One sentence about the records of a file. */
export function outcomeOf({ checked, refusal }: ImportPreview): string | undefined {
  if (refusal) return refusal.message;
  if (!checked) return undefined;
  const { records, failed_records: failed, is_whole: isWhole } = checked;
  const all = isWhole ? `all ${counted(records, 'record')}` : `the first ${counted(records, 'record')}`;
  if (failed === 0) return `No errors in ${all}.`;
  return `${formatCount(failed)} of ${all} ${failed === 1 ? 'has' : 'have'} errors.`;
}
