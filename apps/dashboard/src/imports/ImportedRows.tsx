import type { ImportJob } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { versionQuery } from '../importers/queries.ts';
import { useSession } from '../session/session.ts';
import { counted } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './ImportedRows.module.css';
import { rowsWritten } from './outcome.ts';

interface Target {
  readonly manage?: 'existing' | 'create';
  readonly stamps?: { readonly import?: string };
}

/** What the version that the import used says about its table; undefined if its rows are not for the user to see. */
function useTarget({ importer, importer_version: version, status, account_id: accountId }: ImportJob) {
  const session = useSession();
  const isShown = status === 'completed' && accountId === session.accountId;
  const { data } = useQuery({ ...versionQuery(importer, version), enabled: isShown });
  if (!isShown || !data) return undefined;
  return data.definition as { readonly title?: string; readonly target: Target };
}

/** How many rows of the table the import wrote. */
const writtenBy = (job: ImportJob): number => (job.options.dry_run ? 0 : rowsWritten(job));

/** Leads from a completed import to the rows that it wrote, or to all of the table where rows do not say which import wrote them. */
export function ImportedRows({ job }: { job: ImportJob }) {
  const { importer, job_id: jobId } = job;
  const definition = useTarget(job);
  if (!definition) return null;
  const written = writtenBy(job);
  if (written === 0 || definition.target.stamps?.import === undefined) {
    return (
      <LinkButton to="/rows/$importer" params={{ importer }} search={{}}>
        View all rows of {definition.title ?? importer}
      </LinkButton>
    );
  }
  return (
    <LinkButton to="/rows/$importer" params={{ importer }} search={{ import: jobId }}>
      {written === 1 ? 'View the row' : `View the ${counted(written, 'row')}`}
    </LinkButton>
  );
}

/** Says that the rows of an import cannot be told from the others of its table, and how those of later imports can. */
export function UnmarkedRows({ job }: { job: ImportJob }) {
  const target = useTarget(job)?.target;
  const written = writtenBy(job);
  if (!target || written === 0 || target.stamps?.import !== undefined) return null;
  return (
    <p className={styles.unmarked}>
      The table does not record which import wrote a row, so{' '}
      {written === 1 ? 'the row of this import' : `the ${counted(written, 'row')} of this import`} cannot be listed
      separately.{' '}
      {target.manage === 'create' ? (
        'To record later imports, save a new version of the importer.'
      ) : (
        <>
          To record later imports, name a column for it in the definition, at <code>target.stamps.import</code>.
        </>
      )}
    </p>
  );
}
