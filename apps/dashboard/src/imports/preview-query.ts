import type { ImporterName, ImportOptions } from '@sluice/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** What an import would see of a document, read as `reading` says; asked anew when that changes. */
export const previewQuery = (importer: ImporterName, docId: string, reading: Partial<ImportOptions>) =>
  queryOptions({
    queryKey: ['preview', importer, docId, reading],
    queryFn: async ({ signal }) => {
      const init = { params: { path: { importer } }, body: { doc_id: docId, ...reading }, signal };
      return (await api.POST('/api/v1/{importer}/bulk/preview', init)).data;
    },
    // A document does not change.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
