import type { ImportJob } from '@sluice/client';
import { mayWrite, useSession } from '../session/session.ts';
import { Card } from '../ui/Card.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './ImportResults.module.css';
import { formOfResultFile } from './options.ts';
import { ResultButton } from './ResultButton.tsx';
import { ResultDelivery } from './ResultDelivery.tsx';

const formats = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'json', label: 'JSON' },
] as const;

/** The result file, and the upload of its corrected version. */
export function ImportResults({ job }: { job: ImportJob }) {
  const session = useSession();
  const file = job.downloads.find(({ kind, format }) => kind === 'import-results' && format === 'csv');
  if (!file) return null;
  const isStored = file.status === 'uploaded';
  return (
    <Card title="Result file">
      <p>
        Contains the original records in their original order. The columns <code>_status</code> and <code>_error</code>{' '}
        show what happened to each.
      </p>
      {isStored ? (
        <div className={styles.actions}>
          {formats.map(({ format, label }) => (
            <ResultButton key={format} job={job} format={format} label={label} />
          ))}
        </div>
      ) : (
        <ResultDelivery job={job} file={file} />
      )}
      {isStored && job.failed_rows > 0 ? (
        <div className={styles.actions}>
          <p className={styles.hint}>Only the records with errors:</p>
          {formats.map(({ format, label }) => (
            <ResultButton key={format} job={job} format={format} rows="failed" label={`Failed records as ${label}`} />
          ))}
        </div>
      ) : null}
      {job.failed_rows > 0 && mayWrite(session) ? (
        <div className={styles.actions}>
          <LinkButton
            to="/imports/new"
            search={{ ...formOfResultFile(job.options), importer: job.importer }}
            kind="primary"
          >
            Upload corrected file
          </LinkButton>
          <p className={styles.hint}>Fix the records with errors in the result file, then upload it.</p>
        </div>
      ) : null}
    </Card>
  );
}
