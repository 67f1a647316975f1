import type { ImportOptions } from '@sluice/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** The preview of a document read with the options in `reading`. Refetched when they change. */
export const previewQuery = (importer: string, docId: string, reading: Partial<ImportOptions>) =>
  queryOptions({
    queryKey: ['preview', importer, docId, reading],
    queryFn: async ({ signal }) => {
      const init = { params: { path: { importer } }, body: { doc_id: docId, ...reading }, signal };
      return (await api.POST('/api/v1/{importer}/bulk/preview', init)).data;
    },
    // Documents are immutable.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
