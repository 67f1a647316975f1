import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
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
