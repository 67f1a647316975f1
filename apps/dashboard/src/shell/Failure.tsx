import { SluiceError } from '@sluice/client';
import type { ReactNode } from 'react';
import { isPartMissing, isUnreachable } from '../connection.ts';
import { Button } from '../ui/Button.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './Failure.module.css';

interface FailureProps {
  readonly error: unknown;
  /** Retries what failed. */
  readonly reset?: () => void;
  readonly children?: ReactNode;
}

/** The server's error message, what to do next, and the code and trace ID to give to an operator. */
export function Failure({ error, reset, children }: FailureProps) {
  if (isPartMissing(error)) {
    return (
      <Note tone="warn" title="Reload the page to continue.">
        <Button onPress={() => window.location.reload()}>Reload</Button>
      </Note>
    );
  }
  if (isUnreachable(error)) return <NotReached isLoading={reset !== undefined}>{children}</NotReached>;
  const known = error instanceof SluiceError ? error : undefined;
  const title = known ? known.detail : error instanceof Error ? error.message : String(error);
  return (
    <Note tone="bad" title={title}>
      {known?.fields.length ? (
        <ul>
          {known.fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      {known?.retryAfterSeconds ? <p>Try again in {known.retryAfterSeconds} seconds.</p> : null}
      {known?.traceId ? (
        <p>
          Error code <code>{known.code}</code>, trace ID <code>{known.traceId}</code>
        </p>
      ) : null}
      {children}
      {reset ? (
        <p>
          <Button onPress={reset}>Try again</Button>
        </p>
      ) : null}
    </Note>
  );
}

/** The banner says that Sluice is unreachable; this only says what that means for this part of the page. */
const NotReached = ({ isLoading, children }: { isLoading: boolean; children: ReactNode }) => (
  <div className={styles.quiet} role="status">
    <p>
      {isLoading
        ? 'This part of the page will load when Sluice is reachable again.'
        : 'The request did not reach Sluice. Try again when the connection is back.'}
    </p>
    {children}
  </div>
);
