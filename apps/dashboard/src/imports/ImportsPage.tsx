import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api } from '../api.ts';
import { cancelJobs, deleteImports, nameOfJob, retryJobs } from '../lists/job-actions.ts';
import { SelectionBar } from '../lists/SelectionBar.tsx';
import { sortBy } from '../lists/sort.ts';
import { useSelection } from '../lists/use-selection.tsx';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { dayEnd, dayStart } from '../ui/days.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select, TextField } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { type Job, JobLink, JobOutcome, JobStatus } from './job-cells.tsx';

const route = getRouteApi('/shell/imports');
const states: readonly { value: '' | Job['state']; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'running', label: 'Running' },
  { value: 'succeeded', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
];

/** The account's imports. */
export function ImportsPage() {
  const { state, q, from, to, sort = '-created_at' } = route.useSearch();
  const session = useSession();
  const navigate = useNavigate({ from: '/imports' });
  const { accountId } = session;
  const imports = useInfiniteQuery({
    queryKey: ['jobs', 'imports', accountId, state, q, from, to, sort],
    queryFn: async ({ pageParam }) => {
      const known = states.find(({ value }) => value !== '' && value === state)?.value;
      const start = dayStart(from);
      const end = dayEnd(to);
      const query = {
        kind: ['import' as const],
        account_id: accountId,
        limit: 25,
        sort: sort === 'created_at' ? ('created_at' as const) : ('-created_at' as const),
        ...(known ? { state: [known] } : {}),
        ...(q ? { q } : {}),
        ...(start ? { from: start } : {}),
        ...(end ? { to: end } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return (await api.GET('/api/v1/jobs', { params: { query } })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  });
  const filter = useCallback(
    (changes: Readonly<Record<string, string>>) =>
      void navigate({
        search: (before) => Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value)),
        replace: true,
      }),
    [navigate],
  );
  const search = useCallback((text: string) => filter({ q: text.trim() }), [filter]);
  const rows = imports.data?.pages.flatMap(({ items }) => items) ?? [];
  const selection = useSelection(rows, { keyOf: ({ id }) => id, nameOf: nameOfJob });
  const isFiltered = Boolean(state || q || from || to);
  return (
    <Page
      title="Imports"
      lead="Documents imported into a table, and what happened to each record."
      actions={
        mayWrite(session) ? (
          <LinkButton to="/imports/new" kind="primary">
            New import
          </LinkButton>
        ) : undefined
      }
    >
      <Card>
        <FilterBar label="Filter imports">
          <SearchField label="Search" value={q ?? ''} onChange={search} placeholder="File name or ID" />
          <Select
            label="Status"
            value={states.find(({ value }) => value === state)?.value ?? ''}
            choices={states}
            onChange={(value) => filter({ state: value })}
          />
          <TextField label="From" type="date" value={from ?? ''} onChange={(day) => filter({ from: day })} />
          <TextField label="To" type="date" value={to ?? ''} onChange={(day) => filter({ to: day })} />
        </FilterBar>
        {imports.error ? <Failure error={imports.error} reset={() => void imports.refetch()} /> : null}
        <SelectionBar
          {...{
            selection,
            noun: ['import', 'imports'],
            nameOf: nameOfJob,
            actions: [cancelJobs, retryJobs, deleteImports],
          }}
          onDone={() => imports.refetch()}
        />
        <DataTable
          caption="Imports"
          keyOf={({ id }) => id}
          rows={rows}
          columns={[
            ...(mayWrite(session) ? [selection.column] : []),
            { name: 'Document', cell: (job) => <JobLink job={job} />, isRowHeader: true },
            { name: 'Importer', cell: ({ importer }) => importer },
            { name: 'Status', cell: (job) => <JobStatus job={job} /> },
            { name: 'Records', cell: (job) => <JobOutcome job={job} /> },
            {
              name: 'Created',
              cell: ({ created_at }) => <RelativeTime iso={created_at} />,
              sort: sortBy({ name: 'created_at', sort, onChange: (next) => filter({ sort: next }) }),
            },
            { name: 'Expires', cell: ({ expires_at: at }) => (at ? <RelativeTime iso={at} isAhead /> : '') },
          ]}
          empty={
            imports.error ? null : (
              <EmptyState
                title={
                  imports.isPending ? 'Loading…' : isFiltered ? 'No imports match your filters.' : 'No imports yet.'
                }
              >
                {imports.isPending ? null : isFiltered ? (
                  <LinkButton to="/imports">Show all imports</LinkButton>
                ) : mayWrite(session) ? (
                  <p>Select "New import" to choose a file, check the preview and start the import.</p>
                ) : (
                  <p>Imports started by members of this account appear here.</p>
                )}
              </EmptyState>
            )
          }
        />
        <MoreButton query={imports} what="imports" />
      </Card>
    </Page>
  );
}
