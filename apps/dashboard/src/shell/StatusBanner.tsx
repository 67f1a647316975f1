import { RelativeTime } from '../ui/RelativeTime.tsx';
import { useOnline } from '../uploads/use-online.ts';
import styles from './StatusBanner.module.css';
import { type Dependency, useWatchedOutages } from './status.ts';

/** Says on every page what is down, since when, what that affects, and what still works. Disappears when everything is back. */
export function StatusBanner() {
  const { unreachableSince, down } = useWatchedOutages();
  const isDown = unreachableSince !== undefined || down.length > 0;
  return (
    <section aria-label="Service status" aria-live="polite" className={isDown ? styles.banner : undefined}>
      {unreachableSince !== undefined ? <Unreachable since={unreachableSince} /> : null}
      {down.map((dependency) => (
        <Down key={`${dependency.name} ${dependency.server}`} dependency={dependency} />
      ))}
    </section>
  );
}

function Unreachable({ since }: { since: number }) {
  const isOnline = useOnline();
  return (
    <div className={styles.outage}>
      <p className={styles.title}>
        {isOnline ? 'Sluice is unreachable.' : 'This browser is offline.'}
        {since > 0 ? (
          <span className={styles.since}>
            {' '}
            Last reached <RelativeTime iso={new Date(since).toISOString()} />.
          </span>
        ) : null}
      </p>
      <p>
        What this page shows may be out of date, and changes cannot be saved. Imports and analyses that have started
        continue. The page refreshes when the connection is back.
      </p>
    </div>
  );
}

const Down = ({ dependency: { title, since, affected, unaffected } }: { dependency: Dependency }) => (
  <div className={styles.outage}>
    <p className={styles.title}>
      {title}
      {since ? (
        <span className={styles.since}>
          {' '}
          Since <RelativeTime iso={since} />.
        </span>
      ) : null}
    </p>
    <p>
      {affected} {unaffected}
    </p>
  </div>
);
