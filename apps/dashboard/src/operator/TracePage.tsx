import { SluiceError } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { wordsOf } from '../analyses/numbers.ts';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Facts } from '../ui/Facts.tsx';
import { formatMillis } from '../ui/format.ts';
import { Page } from '../ui/Page.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { ErrorEntry } from './ErrorEntry.tsx';
import { JobsLink } from './JobsLink.tsx';
import { Timeline } from './Timeline.tsx';
import type { TraceFamily } from './traces.ts';

const route = getRouteApi('/shell/operator/traces/$traceId');

const isRunning = ({ status, children }: TraceFamily): boolean =>
  status === 'IN_PROGRESS' || children.some((child) => child.status === 'IN_PROGRESS');

/** One request or job with its parents, children and errors. */
export function TracePage() {
  const { traceId } = route.useParams();
  const family = useQuery({
    queryKey: ['traces', traceId],
    queryFn: async () => (await api.GET('/api/v1/traces/{traceId}', { params: { path: { traceId } } })).data,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? 2_000 : false),
  });
  const isMissing = family.error instanceof SluiceError && [400, 404].includes(family.error.status);
  return (
    <Page
      title={family.data?.operation ?? 'Trace'}
      lead={
        <>
          Trace <code>{traceId}</code>
        </>
      }
      actions={<Link to="/operator/traces">All traces</Link>}
    >
      {isMissing ? (
        <Card>
          <EmptyState title="Trace not found.">
            <p>Short requests are recorded when they finish, and traces are only kept for a limited time.</p>
            <Link to="/operator/traces">Show all traces</Link>
          </EmptyState>
        </Card>
      ) : family.error ? (
        <Failure error={family.error} reset={() => void family.refetch()} />
      ) : null}
      {family.data ? <Family family={family.data} /> : null}
    </Page>
  );
}

function Family({ family }: { family: TraceFamily }) {
  const { parents, children, errors, metadata } = family;
  return (
    <>
      <Card title="Details">
        <Facts
          facts={[
            ['Status', <StatusBadge key="status" status={family.status} />],
            ['Account', family.account_id ?? 'None'],
            ['Started', <RelativeTime key="started" iso={family.start_time} />],
            ['Duration', family.duration_ms === null ? null : formatMillis(family.duration_ms)],
            ['Job', family.job_id ? <JobsLink key="job" id={family.job_id} /> : null],
            ['Document', family.doc_id ? <JobsLink key="document" id={family.doc_id} /> : null],
            ...Object.entries(metadata ?? {}).map(([name, value]) => [wordsOf(name), textOf(value)] as const),
          ]}
        />
      </Card>
      <Card title="Timeline">
        <Timeline traces={[...parents, family, ...children]} current={family.trace_id} />
      </Card>
      <Card title="Errors">
        {errors.length === 0 ? (
          <p>No errors.</p>
        ) : (
          errors.map((error) => <ErrorEntry key={error.error_id} error={error} />)
        )}
      </Card>
    </>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
