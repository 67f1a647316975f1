import { SluiceError } from '@sluice/client';
import type { ReactNode } from 'react';
import { isPartMissing, isUnreachable } from '../connection.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './Failure.module.css';
import { useOutages } from './status.ts';
import { WaysOn } from './WaysOn.tsx';

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
  // Only what a page is about is loaded with `reset`; what an action did not find leaves the page as it is. 400: an ID is malformed.
  if (reset && (known?.status === 404 || known?.status === 400))
    return <Missing detail={known.detail}>{children}</Missing>;
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
      {known?.retryAfterSeconds ? (
        <p>
          {reset ? 'The page tries again in' : 'Try again in'} {known.retryAfterSeconds} seconds.
        </p>
      ) : null}
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

/** What the page is about does not exist, so trying again would not help. */
const Missing = ({ detail, children }: { detail: string; children: ReactNode }) => (
  <EmptyState title={detail}>
    <p>It may have been deleted or have expired, or it belongs to another account. Continue from one of these:</p>
    {children}
    <WaysOn />
  </EmptyState>
);

/** The banner says that Sluice is unreachable; this only says what that means for this part of the page. */
function NotReached({ isLoading, children }: { isLoading: boolean; children: ReactNode }) {
  const isBack = useOutages().unreachableSince === undefined;
  return (
    <div className={styles.quiet} role="status">
      <p>
        {isLoading
          ? 'This part of the page will load when Sluice is reachable again.'
          : `The request did not reach Sluice. ${isBack ? 'Sluice is reachable: try again.' : 'Try again when the connection is back.'}`}
      </p>
      {children}
    </div>
  );
}
