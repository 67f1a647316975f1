import { Link } from '@tanstack/react-router';
import { mayOperate, useSession } from '../session/session.ts';
import { useAfter } from '../ui/use-after.ts';

/** What to think of a wait for a worker that is longer than most. */
export function NoWorkerYet() {
  const session = useSession();
  const isLong = useAfter(10_000);
  return (
    <div role="status">
      {isLong ? (
        <p>
          No worker has taken it yet: all are busy, or none is running.{' '}
          {mayOperate(session) ? (
            <Link to="/operator/jobs" search={{ view: 'queues' }}>
              See the workers
            </Link>
          ) : (
            'It begins by itself as soon as one is free; if this lasts, tell your operator.'
          )}
        </p>
      ) : null}
    </div>
  );
}
