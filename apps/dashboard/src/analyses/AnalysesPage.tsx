import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../api.ts';
import { cancelJobs, deleteAnalyses, nameOfJob, retryJobs } from '../lists/job-actions.ts';
import { SelectionBar } from '../lists/SelectionBar.tsx';
import { sortBy } from '../lists/sort.ts';
import { useSelection } from '../lists/use-selection.tsx';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { AnalysisFilters, type Filters, queryOf } from './AnalysisFilters.tsx';
import { toolTitle } from './tools.ts';

/** All analyses of the account, filtered by tool, status, date and file name. */
export function AnalysesPage() {
  const session = useSession();
  const filters = useSearch({ from: '/shell/analyses' });
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    queryKey: ['jobs', 'analysis', session.accountId, filters],
    queryFn: async ({ pageParam }) => {
      const query = { ...queryOf(filters), account_id: session.accountId, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/jobs', { params: { query } })).data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'waiting' || state === 'running'))
        ? 3_000
        : false,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const selection = useSelection(rows, { keyOf: ({ id }) => id, nameOf: nameOfJob });
  const { sort = '-created_at', ...narrowing } = filters;
  const change = (next: Filters) => void navigate({ to: '/analyses', search: next, replace: true });
  return (
    <Page
      title="Analyses"
      lead="A profile shows what a document contains. A cleaning fixes its data and explains every change."
      actions={
        mayWrite(session) ? (
          <LinkButton to="/analyses/new" kind="primary">
            New analysis
          </LinkButton>
        ) : null
      }
    >
      <AnalysisFilters filters={filters} onChange={change} />
      {list.error ? <Failure error={list.error} reset={() => void list.refetch()} /> : null}
      <SelectionBar
        {...{
          selection,
          noun: ['analysis', 'analyses'],
          nameOf: nameOfJob,
          actions: [cancelJobs, retryJobs, deleteAnalyses],
        }}
        onDone={() => list.refetch()}
      />
      <DataTable
        caption="Analyses"
        keyOf={({ id }) => id}
        rows={rows}
        columns={[
          ...(mayWrite(session) ? [selection.column] : []),
          {
            name: 'Document',
            cell: ({ id, file_name }) => (
              <Link to="/analyses/$analysisId" params={{ analysisId: id }}>
                {file_name ?? 'Deleted document'}
              </Link>
            ),
            isRowHeader: true,
          },
          { name: 'Tool', cell: ({ tool }) => toolTitle(tool ?? '') },
          { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          {
            name: 'Progress',
            cell: ({ percent }) => (percent === null ? '' : `${Math.floor(percent)}%`),
            numeric: true,
          },
          {
            name: 'Records',
            cell: ({ total_rows }) => (total_rows === null ? '' : formatCount(total_rows)),
            numeric: true,
          },
          {
            name: 'Created',
            cell: ({ created_at }) => <RelativeTime iso={created_at} />,
            sort: sortBy({ name: 'created_at', sort, onChange: (next) => change({ ...filters, sort: next }) }),
          },
          { name: 'Expires', cell: ({ expires_at: at }) => (at ? <RelativeTime iso={at} isAhead /> : '') },
        ]}
        empty={
          list.error ? null : <NoAnalyses isLoading={list.isPending} isFiltered={Object.keys(narrowing).length > 0} />
        }
      />
      <MoreButton query={list} what="analyses" />
    </Page>
  );
}

function NoAnalyses({ isLoading, isFiltered }: { isLoading: boolean; isFiltered: boolean }) {
  const session = useSession();
  if (isLoading) return <EmptyState title="Loading…" />;
  if (isFiltered) {
    return (
      <EmptyState title="No analyses match your filters.">
        <Link to="/analyses">Show all analyses</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No analyses yet.">
      <p>A profile takes seconds for most files, changes nothing, and shows whether the data needs cleaning.</p>
      {mayWrite(session) ? (
        <LinkButton to="/analyses/new" kind="primary">
          Analyze your first file
        </LinkButton>
      ) : (
        <p>Analyses started by members of this account appear here.</p>
      )}
    </EmptyState>
  );
}
