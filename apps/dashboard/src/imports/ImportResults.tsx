import type { ImportJob } from '@sluice/client';
import { mayWrite, useSession } from '../session/session.ts';
import { Card } from '../ui/Card.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { formOf } from './options.ts';
import { ResultButton } from './ResultButton.tsx';
import styles from './StartImport.module.css';

const formats = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'json', label: 'JSON' },
] as const;

/** The rows as they came, each with what became of it; and the way back for those that were repaired. */
export function ImportResults({ job }: { job: ImportJob }) {
  const session = useSession();
  if (job.downloads.length === 0) return null;
  return (
    <Card title="Result file">
      <p>
        All rows in their order, as they came, with what became of each in the columns <code>_status</code> and{' '}
        <code>_error</code>.
      </p>
      <div className={styles.actions}>
        {formats.map(({ format, label }) => (
          <ResultButton key={format} job={job} format={format} label={label} />
        ))}
      </div>
      {job.failed_rows > 0 && mayWrite(session) ? (
        <div className={styles.actions}>
          <LinkButton to="/imports/new" search={{ ...formOf(job.options), importer: job.importer }} kind="primary">
            Send the repaired file
          </LinkButton>
          <p className={styles.hint}>
            Repair the failed rows in the result file; rows that are in the table already are left alone.
          </p>
        </div>
      ) : null}
    </Card>
  );
}
