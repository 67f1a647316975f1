import type { ReprocessRun } from '@sluice/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toolTitle } from '../analyses/tools.ts';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';

interface RunHistoryProps {
  readonly whose: { readonly account_id?: string };
  /** The run shown above. */
  readonly current: string | undefined;
}

const columns: readonly Column<ReprocessRun>[] = [
  { name: 'Created', cell: RunLink, isRowHeader: true },
  { name: 'Filter', cell: ({ filter }) => describeFilter(filter) },
  { name: 'Requested by', cell: ({ requested_by: who, account_id: account }) => who ?? account },
  { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
  { name: 'Matched', cell: ({ matched }) => formatCount(matched), numeric: true },
  { name: 'Delivered', cell: ({ succeeded }) => formatCount(succeeded), numeric: true },
  { name: 'Failed again', cell: ({ failed }) => formatCount(failed), numeric: true },
];

function RunLink({ run_id: run, created_at: at }: ReprocessRun) {
  return (
    <Link to="/operator/failed-uploads" search={(old) => ({ ...old, run })}>
      <RelativeTime iso={at} />
    </Link>
  );
}

/** The filter of a run as text. */
export function describeFilter({ tool, account_id: account, analysis_id: analysis, from, to }: ReprocessRun['filter']) {
  const parts = [
    tool && `created by ${toolTitle(tool).toLowerCase()}`,
    analysis && `of analysis ${analysis}`,
    account && (account === '*' ? 'of all accounts' : `of account ${account}`),
    from && `from ${new Date(from).toLocaleDateString('en')}`,
    to && `before ${new Date(to).toLocaleDateString('en')}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'All failed deliveries' : `Artifacts ${parts.join(', ')}`;
}

/** All re-processing runs, newest first. */
export function RunHistory({ whose, current }: RunHistoryProps) {
  const runs = useInfiniteQuery({
    queryKey: ['reprocess-runs', 'list', whose, current],
    queryFn: async ({ pageParam }) => {
      const query = { ...whose, limit: 10, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/reprocess-runs', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Card title="Re-processing runs">
      {runs.error ? <Failure error={runs.error} reset={() => void runs.refetch()} /> : null}
      <DataTable
        caption="Re-processing runs, newest first"
        columns={columns}
        rows={runs.data?.pages.flatMap(({ items }) => items) ?? []}
        keyOf={({ run_id: id }) => id}
        empty={
          runs.error ? null : (
            <EmptyState title={runs.isPending ? 'Loading…' : 'No re-processing runs yet.'}>
              {runs.isPending ? null : <p>Each run is listed here with its filter and outcome.</p>}
            </EmptyState>
          )
        }
      />
      <MoreButton query={runs} what="runs" />
    </Card>
  );
}
