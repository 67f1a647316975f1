import type { components } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../ui/DataTable.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { isId } from './search.ts';
import { type RunningJob, workersOf } from './workers.ts';

/** The connected workers, their queues, and the jobs that they run now. */
export function WorkerList({ queues }: { queues: readonly components['schemas']['Queue'][] }) {
  const workers = workersOf(queues);
  if (workers.length === 0) return null;
  return (
    <DataTable
      caption="Workers"
      rows={workers}
      keyOf={({ name }) => name}
      columns={[
        { name: 'Worker', cell: ({ name }) => <code>{name}</code>, isRowHeader: true },
        { name: 'Running', cell: ({ running }) => running.length, numeric: true },
        { name: 'Current jobs', cell: ({ running }) => <CurrentJobs jobs={running} /> },
        { name: 'Queues', cell: ({ queues: names }) => names.join(', ') },
        { name: 'Connected', cell: ({ since }) => (since ? <RelativeTime iso={since} /> : '') },
      ]}
    />
  );
}

/** Jobs of people lead to their entry in the list of jobs; others have none. */
const CurrentJobs = ({ jobs }: { jobs: readonly RunningJob[] }) => (
  <>
    {jobs.length === 0 ? 'None' : null}
    {jobs.map(({ id, kind, account_id: account, started_at: since }) => (
      <div key={`${kind} ${id}`}>
        {account !== null && isId(id) ? (
          <Link to="/operator/jobs" search={{ q: id }}>
            {kind}
          </Link>
        ) : (
          kind
        )}
        {account === null ? '' : ` of ${account}`}
        {since ? (
          <>
            , started <RelativeTime iso={since} />
          </>
        ) : null}
      </div>
    ))}
  </>
);
