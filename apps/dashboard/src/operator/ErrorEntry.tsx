import { Link } from '@tanstack/react-router';
import { Details } from '../ui/Details.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import styles from './LogEntry.module.css';
import { TraceLink } from './TraceLink.tsx';
import type { ErrorLog } from './traces.ts';

/** One error. The API sends context and stack trace to operators only. */
export function ErrorEntry({ error, hasLinks = false }: { error: ErrorLog; hasLinks?: boolean }) {
  const { code, operation, message, created_at: at, trace_id: traceId, account_id: account } = error;
  return (
    <article className={styles.entry} aria-label={`${code} in ${operation}`}>
      <p className={styles.head}>
        {hasLinks ? (
          <>
            <Link to="/operator/errors" search={(old) => ({ ...old, code })}>
              <code className={styles.code}>{code}</code>
            </Link>
            <Link to="/operator/errors" search={(old) => ({ ...old, operation })}>
              {operation}
            </Link>
          </>
        ) : (
          <>
            <code className={styles.code}>{code}</code>
            <span>{operation}</span>
          </>
        )}
        <RelativeTime iso={at} />
        {hasLinks ? <span>{account ?? 'No account'}</span> : null}
        {hasLinks && traceId ? (
          <span>
            Trace <TraceLink traceId={traceId} />
          </span>
        ) : null}
      </p>
      <p className={styles.message}>{message}</p>
      {error.context ? (
        <Details summary="Context">
          <Pre label={`Context of ${code}`} text={JSON.stringify(error.context, null, 2)} />
        </Details>
      ) : null}
      {error.stack_trace ? (
        <Details summary="Stack trace">
          <Pre label={`Stack trace of ${code}`} text={error.stack_trace} />
        </Details>
      ) : null}
    </article>
  );
}

const Pre = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
  <section className={styles.text} tabIndex={0} aria-label={label}>
    <pre>{text}</pre>
  </section>
);
