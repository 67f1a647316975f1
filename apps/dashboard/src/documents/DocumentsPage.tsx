import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { api } from '../api.ts';
import { SelectionBar } from '../lists/SelectionBar.tsx';
import { sortBy } from '../lists/sort.ts';
import { useSelection } from '../lists/use-selection.tsx';
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
import { SearchField } from '../ui/SearchField.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { FileDrop } from '../uploads/FileDrop.tsx';
import { UploadList } from '../uploads/UploadList.tsx';
import { AccountUsage } from './AccountUsage.tsx';
import { DocumentActions } from './DocumentActions.tsx';
import { type DocumentSort, deleteDocuments, documentSorts, type ListedDocument } from './listed.ts';

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
  const { status, q, sort: asked } = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/documents' });
  const [failure, setFailure] = useState<unknown>();
  const known = statuses.find(({ value }) => value === status)?.value ?? '';
  const sort: DocumentSort = documentSorts.find((one) => one === asked) ?? '-created_at';
  const documents = useInfiniteQuery({
    queryKey: ['documents', 'list', session.accountId, known, q, sort],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...{ limit: 25, sort },
        ...(known ? { status: [known] } : {}),
        ...(q ? { q } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return (await api.GET('/api/v1/documents', { params: { query } })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  });
  const change = useCallback(
    (changes: Readonly<Record<string, string>>) =>
      void navigate({
        search: (before) => Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value)),
        replace: true,
      }),
    [navigate],
  );
  const search = useCallback((text: string) => change({ q: text.trim() }), [change]);
  const sorted = (name: string, first: 'ascending' | 'descending') =>
    sortBy({ name, sort, first, onChange: (next) => change({ sort: next }) });
  const rows = documents.data?.pages.flatMap(({ items }) => items) ?? [];
  const nameOf = ({ doc_name: name }: ListedDocument) => name;
  const selection = useSelection(rows, { keyOf: ({ doc_id: id }) => id, nameOf });
  const isFiltered = Boolean(known || q);
  return (
    <Page title="Documents" lead="Uploaded files. Identical content is stored once and kept for a few days.">
      {mayWrite(session) ? <FileDrop /> : null}
      <UploadList />
      <Card>
        <FilterBar label="Filter documents">
          <SearchField label="Search" value={q ?? ''} onChange={search} placeholder="Name, ID or SHA-256" />
          <Select label="Status" value={known} choices={statuses} onChange={(value) => change({ status: value })} />
        </FilterBar>
        {documents.error ? <Failure error={documents.error} reset={() => void documents.refetch()} /> : null}
        {failure ? <Failure error={failure} /> : null}
        <SelectionBar
          {...{ selection, noun: ['document', 'documents'], nameOf, actions: [deleteDocuments] }}
          onDone={() => documents.refetch()}
        />
        <DataTable
          caption="Documents"
          keyOf={({ doc_id }) => doc_id}
          rows={rows}
          columns={[
            ...(mayWrite(session) ? [selection.column] : []),
            { name: 'Name', cell: nameOf, isRowHeader: true, sort: sorted('doc_name', 'ascending') },
            {
              name: 'Size',
              cell: ({ file_size: size }) => (size === null ? '' : formatBytes(size)),
              numeric: true,
              sort: sorted('file_size', 'descending'),
            },
            {
              name: 'Status',
              cell: ({ status: stored, failure_reason: reason }) => (
                <>
                  <StatusBadge status={stored} /> {reason}
                </>
              ),
            },
            {
              name: 'Uploaded',
              cell: ({ created_at }) => <RelativeTime iso={created_at} />,
              sort: sorted('created_at', 'descending'),
            },
            { name: 'Expires', cell: ({ expires_at: at }) => (at ? <RelativeTime iso={at} isAhead /> : '') },
            { name: 'Actions', cell: (document) => <DocumentActions document={document} onFailure={setFailure} /> },
          ]}
          empty={
            documents.error ? null : (
              <EmptyState
                title={
                  documents.isPending
                    ? 'Loading…'
                    : isFiltered
                      ? 'No documents match your filters.'
                      : 'No documents yet.'
                }
              >
                {documents.isPending ? null : isFiltered ? (
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
