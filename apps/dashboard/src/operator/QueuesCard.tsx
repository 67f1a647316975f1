import type { components } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import type { Job } from '../imports/job-cells.tsx';
import { Failure } from '../shell/Failure.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { WorkerList } from './WorkerList.tsx';

type Queue = components['schemas']['Queue'];

/** The queues whose jobs are in the list of jobs, by the kind that they have there. */
const kinds: Readonly<Record<string, Job['kind']>> = {
  ...{ imports: 'import', analyses: 'analysis', 'sync-analyses': 'analysis' },
};

/** How many jobs of a queue are in a state, which lead to these jobs where the list of jobs has them. */
const depth = (name: string, count: keyof Queue['counts'], state?: Job['state']): Column<Queue> => ({
  name,
  cell: ({ name: queue, counts }) => {
    const kind = kinds[queue];
    if (!kind || !state || counts[count] === 0) return formatCount(counts[count]);
    return (
      <Link to="/operator/jobs" search={{ kind, state }}>
        {formatCount(counts[count])}
      </Link>
    );
  },
  numeric: true,
});

const columns: readonly Column<Queue>[] = [
  {
    name: 'Queue',
    cell: ({ name, paused }) => (
      <>
        {name} {paused ? <Badge tone="warn">Paused</Badge> : null}
      </>
    ),
    isRowHeader: true,
  },
  depth('Waiting', 'waiting', 'waiting'),
  {
    name: 'Longest wait',
    cell: ({ oldest_waiting_seconds: seconds }) => (seconds === null ? '–' : formatDuration(seconds)),
    numeric: true,
  },
  depth('Running', 'active', 'running'),
  depth('Delayed', 'delayed'),
  depth('Failed', 'failed', 'failed'),
  { name: 'Workers', cell: ({ workers }) => formatCount(workers.length), numeric: true },
];

/** The depth of each queue, and its workers. */
export function QueuesCard() {
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: async () => (await api.GET('/api/v1/queues')).data.items,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  // While Redis is down, the counts are unknown, and the last ones would look current.
  const items = queues.error ? [] : (queues.data ?? []);
  const isIdle = items.length > 0 && items.every(({ workers }) => workers.length === 0);
  return (
    <Card title="Queues and workers" actions={<a href="/admin/queues">Open queue board</a>}>
      {queues.error ? <Failure error={queues.error} reset={() => void queues.refetch()} /> : null}
      {isIdle ? (
        <Note tone="warn" title="No workers are connected.">
          Jobs are accepted but not processed. Start a worker, or check its log if one should be running.
        </Note>
      ) : null}
      <DataTable
        caption="Queues"
        columns={columns}
        rows={items}
        keyOf={({ name }) => name}
        empty={queues.error ? null : <EmptyState title="Loading…" />}
      />
      <WorkerList queues={items} />
    </Card>
  );
}
