import { Link } from '@tanstack/react-router';
import { formatMillis } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { barsOf } from './bars.ts';
import styles from './Timeline.module.css';
import type { Trace } from './traces.ts';

interface TimelineProps {
  readonly traces: readonly Trace[];
  /** The trace id of the current page. */
  readonly current: string;
}

/** A request and its jobs in chronological order, each with a bar from its start to its end. */
export const Timeline = ({ traces, current }: TimelineProps) => (
  <ol className={styles.timeline}>
    {barsOf(traces, Date.now()).map(({ trace, offsetMs, tookMs, left, width }) => (
      <li key={trace.trace_id} className={styles.step}>
        <span className={styles.name}>
          {trace.trace_id === current ? (
            <strong aria-current="true">{trace.operation}</strong>
          ) : (
            <Link to="/operator/traces/$traceId" params={{ traceId: trace.trace_id }}>
              {trace.operation}
            </Link>
          )}
          <StatusBadge status={trace.status} />
        </span>
        <span className={styles.words}>
          {offsetMs === 0 ? 'at the start' : `after ${formatMillis(offsetMs)}`},{' '}
          {trace.end_time === null ? `running for ${formatMillis(tookMs)}` : `took ${formatMillis(tookMs)}`}
        </span>
        <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect x={left} width={width} height="1" />
        </svg>
      </li>
    ))}
  </ol>
);
