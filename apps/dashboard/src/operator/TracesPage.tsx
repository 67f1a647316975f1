import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { mayOperate, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { dayEnd, dayStart } from '../ui/days.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMillis } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { JobsLink } from './JobsLink.tsx';
import { askedAccount, isId, oneOf } from './search.ts';
import { TraceFilters } from './TraceFilters.tsx';
import { TraceLink } from './TraceLink.tsx';
import { type Trace, traceStatuses } from './traces.ts';

const route = getRouteApi('/shell/operator/traces');

const columns: readonly Column<Trace>[] = [
  { name: 'Operation', cell: ({ operation }) => operation, isRowHeader: true },
  { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
  { name: 'Started', cell: ({ start_time: at }) => <RelativeTime iso={at} /> },
  { name: 'Duration', cell: ({ duration_ms: ms }) => (ms === null ? '–' : formatMillis(ms)), numeric: true },
  { name: 'Job', cell: ({ job_id: id }) => (id ? <JobsLink id={id} /> : null) },
  { name: 'Document', cell: ({ doc_id: id }) => (id ? <JobsLink id={id} /> : null) },
  { name: 'Trace', cell: ({ trace_id: id }) => <TraceLink traceId={id} /> },
];
const ofAccount: Column<Trace> = { name: 'Account', cell: ({ account_id: id }) => id ?? 'None' };

/** Requests that changed data, and the jobs that they started. */
export function TracesPage() {
  const { operation, status, id, from, to, account } = route.useSearch();
  const isOperator = mayOperate(useSession());
  const navigate = route.useNavigate();
  const change = (name: string, value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true });
  const inStatus = oneOf(traceStatuses, status);
  const start = dayStart(from);
  const end = dayEnd(to);
  const asked = id?.trim();
  const isWrongId = asked !== undefined && !isId(asked);
  const filter = {
    ...askedAccount(isOperator, account),
    ...(operation ? { operation } : {}),
    ...(inStatus ? { status: [inStatus] } : {}),
    ...(asked ? { id: asked } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
  const traces = useInfiniteQuery({
    queryKey: ['traces', 'list', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/traces', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: !isWrongId,
  });
  const isFiltered = [operation, status, id, from, to, account].some(Boolean);
  return (
    <Page
      title="Traces"
      lead="What happened to each request: the jobs it started, how long they took, and what failed."
    >
      <Card title="Requests and jobs" actions={<Button onPress={() => void traces.refetch()}>Refresh</Button>}>
        <TraceFilters
          {...{ operation, status: inStatus, id, from, to, account }}
          idError={isWrongId ? 'An ID looks like 0193a5b4-7c00-7000-8000-000000000001.' : undefined}
          showAccount={isOperator}
          onChange={change}
        />
        {traces.error ? <Failure error={traces.error} reset={() => void traces.refetch()} /> : null}
        <DataTable
          caption="Traces, newest first"
          columns={isOperator ? columns.toSpliced(1, 0, ofAccount) : columns}
          rows={isWrongId ? [] : (traces.data?.pages.flatMap(({ items }) => items) ?? [])}
          keyOf={({ trace_id: trace }) => trace}
          empty={traces.error ? null : <Empty isPending={traces.isLoading} isFiltered={isFiltered} />}
        />
        <MoreButton query={traces} what="traces" />
      </Card>
    </Page>
  );
}

function Empty({ isPending, isFiltered }: { isPending: boolean; isFiltered: boolean }) {
  if (isPending) return <EmptyState title="Loading…" />;
  return isFiltered ? (
    <EmptyState title="No traces match your filters.">
      <p>IDs and operations must match exactly. Traces are only kept for a limited time.</p>
      <Link to="/operator/traces">Show all traces</Link>
    </EmptyState>
  ) : (
    <EmptyState title="No traces yet.">
      <p>Requests that change data appear here, and so do the jobs they start.</p>
    </EmptyState>
  );
}
