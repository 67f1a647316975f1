import type { ImportOptions } from '@sluice/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

/** Records that the review shows. */
const SHOWN_ROWS = 200;

/** The preview of a document read with the options in `reading`. Refetched when they change. */
export const previewQuery = (importer: string, docId: string, reading: Partial<ImportOptions>) =>
  queryOptions({
    queryKey: ['preview', importer, docId, reading],
    queryFn: async ({ signal }) => {
      const params = { path: { importer }, query: { rows: SHOWN_ROWS } };
      return (
        await api.POST('/api/v1/{importer}/bulk/preview', { params, body: { doc_id: docId, ...reading }, signal })
      ).data;
    },
    // Documents are immutable.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
