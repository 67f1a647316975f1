import { isSluiceError } from '@sluice/client';
import { Failure } from '../../shell/Failure.tsx';
import { counted } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './Editor.module.css';
import type { Problem } from './use-check.ts';

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Why the server could not check the definition. */
  readonly error: unknown;
  readonly retry: () => void;
}

const MOST = 8;

/** What keeps the definition from being stored, and what may not be intended. */
export const Problems = ({ problems, warnings, error, retry }: ProblemsProps) => (
  <>
    {error ? <Failure error={error} {...(isSluiceError(error) && error.status < 500 ? {} : { reset: retry })} /> : null}
    {problems.length > 0 ? (
      <Note tone="bad" title={`The definition has ${counted(problems.length, 'problem')}.`}>
        <Listed all={problems} />
      </Note>
    ) : null}
    {warnings.length > 0 ? (
      <Note tone="warn" title={counted(warnings.length, 'warning')}>
        <Listed all={warnings} />
      </Note>
    ) : null}
  </>
);

const Listed = ({ all }: { all: readonly Problem[] }) => (
  <ul className={styles.problems}>
    {all.slice(0, MOST).map(({ field, message }) => (
      <li key={`${field} ${message}`}>
        {field ? <code>{field}</code> : null} {message}
      </li>
    ))}
    {all.length > MOST ? <li>And {all.length - MOST} more.</li> : null}
  </ul>
);
