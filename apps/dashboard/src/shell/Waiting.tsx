import { Link } from '@tanstack/react-router';
import { mayOperate, useSession } from '../session/session.ts';
import { useAfter } from '../ui/use-after.ts';
import { useOutages } from './status.ts';

/** Explains an unusually long wait for a worker that must read a document: a server that is down, no worker, or busy ones. */
export function Waiting() {
  const isLong = useAfter(10_000);
  const { down } = useOutages();
  const culprit = down.find(({ name }) => name === 'queue' || name === 'storage');
  return (
    <div role="status">
      {culprit ? <p>{culprit.title} This continues automatically when it is back.</p> : isLong ? <NoWorkerYet /> : null}
    </div>
  );
}

function NoWorkerYet() {
  const session = useSession();
  const { down } = useOutages();
  const isNoneRunning = down.some(({ name }) => name === 'workers');
  return (
    <p>
      No worker has picked this up yet: {isNoneRunning ? 'none is running' : 'all workers are busy'}.{' '}
      {mayOperate(session) ? (
        <Link to="/operator/jobs" search={{ view: 'queues' }}>
          View workers
        </Link>
      ) : (
        'It starts automatically when a worker is free. If it does not, contact your operator.'
      )}
    </p>
  );
}
