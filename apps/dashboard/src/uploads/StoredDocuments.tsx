import type { StoredDocument } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { formatBytes } from '../ui/format.ts';
import { RelativeTime } from '../ui/RelativeTime.tsx';

/** The newest stored documents of the account, to choose one from. Renders nothing if there are none. */
export function StoredDocuments({ action }: { action: (document: StoredDocument) => ReactNode }) {
  const stored = useQuery({
    queryKey: ['documents', 'stored'],
    queryFn: async () =>
      (await api.GET('/api/v1/documents', { params: { query: { status: ['UPLOAD_COMPLETE'], limit: 10 } } })).data
        .items,
    placeholderData: keepPreviousData,
  });
  if (stored.error && !stored.data) return <Failure error={stored.error} reset={() => void stored.refetch()} />;
  if (!stored.data?.length) return null;
  return (
    <Card title="Or choose a stored document">
      <DataTable
        caption="Stored documents"
        keyOf={({ doc_id }) => doc_id}
        rows={stored.data}
        columns={[
          { name: 'Name', cell: ({ doc_name }) => doc_name, isRowHeader: true },
          { name: 'Size', cell: ({ file_size }) => (file_size === null ? '' : formatBytes(file_size)), numeric: true },
          { name: 'Uploaded', cell: ({ created_at }) => <RelativeTime iso={created_at} /> },
          { name: 'Actions', cell: action },
        ]}
      />
    </Card>
  );
}
