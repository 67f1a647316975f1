import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../api.ts';
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

/** All analyses of the account, found by tool, status, time and file name. */
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
  const change = (next: Filters) => void navigate({ to: '/analyses', search: next, replace: true });
  return (
    <Page
      title="Analyses"
      lead="Profiles say what a file holds; cleaning puts it right and explains every change."
      actions={
        mayWrite(session) ? (
          <LinkButton to="/analyses/new" kind="primary">
            Analyse a file
          </LinkButton>
        ) : null
      }
    >
      <AnalysisFilters filters={filters} onChange={change} />
      {list.error ? <Failure error={list.error} reset={() => void list.refetch()} /> : null}
      <DataTable
        caption="Analyses, newest first"
        keyOf={({ id }) => id}
        rows={rows}
        columns={[
          {
            name: 'File',
            cell: ({ id, file_name }) => (
              <Link to="/analyses/$analysisId" params={{ analysisId: id }}>
                {file_name ?? 'A file that has been deleted'}
              </Link>
            ),
            isRowHeader: true,
          },
          { name: 'Tool', cell: ({ tool }) => toolTitle(tool ?? '') },
          { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          {
            name: 'Done',
            cell: ({ percent }) => (percent === null ? '' : `${Math.floor(percent)}%`),
            numeric: true,
          },
          {
            name: 'Rows',
            cell: ({ total_rows }) => (total_rows === null ? '' : formatCount(total_rows)),
            numeric: true,
          },
          { name: 'Begun', cell: ({ created_at }) => <RelativeTime iso={created_at} /> },
        ]}
        empty={
          list.error ? null : <NoAnalyses isLooking={list.isPending} isFiltered={Object.keys(filters).length > 0} />
        }
      />
      <MoreButton query={list} what="analyses" />
    </Page>
  );
}

function NoAnalyses({ isLooking, isFiltered }: { isLooking: boolean; isFiltered: boolean }) {
  const session = useSession();
  if (isLooking) return <EmptyState title="Looking …" />;
  if (isFiltered) {
    return (
      <EmptyState title="No analysis is like that.">
        <Link to="/analyses">Show all analyses</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing has been analysed yet.">
      <p>A profile takes seconds for most files, changes nothing, and says whether cleaning is worth it.</p>
      {mayWrite(session) ? (
        <LinkButton to="/analyses/new" kind="primary">
          Analyse the first file
        </LinkButton>
      ) : (
        <p>You are signed in as a viewer: members of the account start analyses, and you see them here.</p>
      )}
    </EmptyState>
  );
}
