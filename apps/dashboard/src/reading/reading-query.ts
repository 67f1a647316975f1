import type { ReadingOptions } from '@sluice/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** How a document is read with these options: its columns and first rows, and why. Refetched when they change. */
export const readingQuery = (docId: string, options: Partial<ReadingOptions>) =>
  queryOptions({
    queryKey: ['document', docId, 'reading', options],
    queryFn: async ({ signal }) => {
      const params = { path: { docId } };
      return (await api.POST('/api/v1/documents/{docId}/reading', { params, body: options, signal })).data;
    },
    // Documents are immutable.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
