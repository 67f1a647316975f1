import { Link } from '@tanstack/react-router';
import { mayOperate, useSession } from '../session/session.ts';
import { useAfter } from '../ui/use-after.ts';

/** Explains an unusually long wait for a worker. */
export function NoWorkerYet() {
  const session = useSession();
  const isLong = useAfter(10_000);
  return (
    <div role="status">
      {isLong ? (
        <p>
          No worker has picked this up yet: all workers are busy, or none is running.{' '}
          {mayOperate(session) ? (
            <Link to="/operator/jobs" search={{ view: 'queues' }}>
              View workers
            </Link>
          ) : (
            'It starts automatically when a worker is free. If it does not, contact your operator.'
          )}
        </p>
      ) : null}
    </div>
  );
}
