import type { components } from '@sluice/client';
import { api } from '../api.ts';
import type { BulkAction } from '../lists/SelectionBar.tsx';

export type ListedDocument = components['schemas']['ListedDocument'];

/** What the API can sort documents by. */
export const documentSorts = [
  ...(['created_at', 'doc_name', 'file_size'] as const),
  ...(['-created_at', '-doc_name', '-file_size'] as const),
] as const;
export type DocumentSort = (typeof documentSorts)[number];

export const deleteDocuments: BulkAction<ListedDocument> = {
  verb: 'Delete',
  done: 'deleted',
  applies: () => true,
  run: ({ doc_id: docId }) => api.DELETE('/api/v1/documents/{docId}', { params: { path: { docId } } }),
  warning: 'This permanently deletes the documents. Rows imported from them and their analysis reports are kept.',
};
