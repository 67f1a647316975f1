import { Link } from '@tanstack/react-router';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Details } from '../ui/Details.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { type AuditEvent, actionLabels, isListedAsJob, isTraced } from './audit.ts';
import { JobsLink } from './JobsLink.tsx';
import styles from './LogEntry.module.css';
import { ShortId } from './ShortId.tsx';
import { TraceLink } from './TraceLink.tsx';

const outcomes: Readonly<Record<AuditEvent['outcome'], { label: string; tone: Tone }>> = {
  done: { label: 'Done', tone: 'good' },
  started: { label: 'Started', tone: 'info' },
  failed: { label: 'Failed', tone: 'bad' },
  denied: { label: 'Denied', tone: 'warn' },
};

/** One audit event. Its person, action and resource lead to more of the same. */
export function AuditEntry({ event }: { event: AuditEvent }) {
  const { action, actor, resource_id: id, created_at: at, account_id: account } = event;
  const { label, tone } = outcomes[event.outcome];
  const who = actor ?? 'Not signed in';
  const jobs = id && isListedAsJob(event) ? <JobsLink id={id} /> : null;
  const trace = isTraced(event) ? <TraceLink traceId={event.trace_id} /> : event.trace_id;
  const [before, after] = (['before', 'after'] as const).map(
    (name) => event[name] && <State key={name} name={name} state={event[name]} />,
  );
  return (
    <article className={styles.entry} aria-label={`${actionLabels[action]}, ${who}`}>
      <p className={styles.head}>
        <Link to="/operator/audit" search={(old) => ({ ...old, action })} className={styles.name ?? ''}>
          {actionLabels[action]}
        </Link>
        <Badge tone={tone}>{label}</Badge>
        {actor ? (
          <Link to="/operator/audit" search={(old) => ({ ...old, actor })}>
            {actor}
          </Link>
        ) : (
          <span>{who}</span>
        )}
        <RelativeTime iso={at} />
        {account ? <span>Account {account}</span> : null}
        {id ? (
          <Link to="/operator/audit" search={(old) => ({ ...old, id })}>
            <ShortId id={id} />
          </Link>
        ) : null}
      </p>
      <Details summary="Details">
        <Facts
          facts={[
            ['Signed in as', event.actor_account && `${event.actor_role} of ${event.actor_account}`],
            ['Address', event.address],
            ['Browser or program', event.user_agent],
            ['Operation', event.operation],
            ['Error', event.error_code],
            ['Jobs', jobs],
            ['Trace', trace],
            ['Request', event.request_id],
            ['Before', before],
            ['After', after],
          ]}
        />
      </Details>
    </article>
  );
}

const State = ({ name, state }: { name: 'before' | 'after'; state: Readonly<Record<string, unknown>> }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
  <section className={styles.text} tabIndex={0} aria-label={name === 'before' ? 'Before' : 'After'}>
    <pre>{JSON.stringify(state, null, 2)}</pre>
  </section>
);
