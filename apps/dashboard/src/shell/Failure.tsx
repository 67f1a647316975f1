import { SluiceError } from '@sluice/client';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Note } from '../ui/Note.tsx';

interface FailureProps {
  readonly error: unknown;
  /** Tries again what has failed. */
  readonly reset?: () => void;
  readonly children?: ReactNode;
}

/** What went wrong, in the server's own words, with what to do and what to tell the operator. */
export function Failure({ error, reset, children }: FailureProps) {
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
          Code <code>{known.code}</code>, trace <code>{known.traceId}</code>
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
