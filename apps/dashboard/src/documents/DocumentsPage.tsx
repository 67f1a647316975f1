import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { formatBytes } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { FileDrop } from '../uploads/FileDrop.tsx';
import { UploadList } from '../uploads/UploadList.tsx';
import { AccountUsage } from './AccountUsage.tsx';
import { DocumentActions } from './DocumentActions.tsx';

const route = getRouteApi('/shell/documents');
const statuses = [
  { value: '', label: 'All' },
  { value: 'UPLOAD_COMPLETE', label: 'Stored' },
  { value: 'UPLOAD_URL_GENERATED', label: 'Uploading' },
  { value: 'UPLOAD_VERIFYING', label: 'Verifying' },
  { value: 'UPLOAD_FAILED', label: 'Upload failed' },
] as const;

/** The documents of the account. Each is stored once, no matter how often it is imported or analyzed. */
export function DocumentsPage() {
  const { status } = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/documents' });
  const [failure, setFailure] = useState<unknown>();
  const known = statuses.find(({ value }) => value === status)?.value ?? '';
  const documents = useInfiniteQuery({
    queryKey: ['documents', 'list', session.accountId, known],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 25, ...(known ? { status: [known] } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/documents', { params: { query } })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  });
  return (
    <Page title="Documents" lead="Uploaded files. Identical content is stored once and kept for a few days.">
      {mayWrite(session) ? <FileDrop /> : null}
      <UploadList />
      <Card>
        <FilterBar label="Filter documents">
          <Select
            label="Status"
            value={known}
            choices={statuses}
            onChange={(value) => void navigate({ search: value ? { status: value } : {}, replace: true })}
          />
        </FilterBar>
        {documents.error ? <Failure error={documents.error} reset={() => void documents.refetch()} /> : null}
        {failure ? <Failure error={failure} /> : null}
        <DataTable
          caption="Documents"
          keyOf={({ doc_id }) => doc_id}
          rows={documents.data?.pages.flatMap(({ items }) => items) ?? []}
          columns={[
            { name: 'Name', cell: ({ doc_name }) => doc_name, isRowHeader: true },
            { name: 'Size', cell: ({ file_size: size }) => (size === null ? '' : formatBytes(size)), numeric: true },
            {
              name: 'Status',
              cell: ({ status: stored, failure_reason: reason }) => (
                <>
                  <StatusBadge status={stored} /> {reason}
                </>
              ),
            },
            { name: 'Uploaded', cell: ({ created_at }) => <RelativeTime iso={created_at} /> },
            { name: 'Actions', cell: (document) => <DocumentActions document={document} onFailure={setFailure} /> },
          ]}
          empty={
            documents.error ? null : (
              <EmptyState
                title={
                  documents.isPending ? 'Loading…' : known ? 'No documents match your filters.' : 'No documents yet.'
                }
              >
                {documents.isPending ? null : known ? (
                  <LinkButton to="/documents">Show all documents</LinkButton>
                ) : mayWrite(session) ? (
                  <p>Drop a file above, then import or analyze it.</p>
                ) : (
                  <p>Documents uploaded by members of this account appear here.</p>
                )}
              </EmptyState>
            )
          }
        />
        <MoreButton query={documents} what="documents" />
      </Card>
      <AccountUsage />
    </Page>
  );
}
