import type { ImportJob } from '@sluice/client';
import { formatCount } from '../ui/format.ts';
import { Tiles } from '../ui/Tiles.tsx';

/** What happened to the records. The other counts add up to the records in the file; rows with a generated key are among those inserted, and deleted rows are none of the file. */
export function ImportCounts({ job }: { job: ImportJob }) {
  const isDry = job.options.dry_run;
  return (
    <Tiles
      tiles={[
        { name: 'Records in the file', value: job.total_rows === null ? '…' : formatCount(job.total_rows) },
        { name: isDry ? 'Would be inserted' : 'Inserted', value: formatCount(job.inserted_rows) },
        ...(job.generated_keys > 0 ? [{ name: 'With a generated key', value: formatCount(job.generated_keys) }] : []),
        { name: isDry ? 'Would be updated' : 'Updated', value: formatCount(job.updated_rows) },
        { name: 'Unchanged', value: formatCount(job.unchanged_rows) },
        { name: 'Skipped', value: formatCount(job.skipped_rows) },
        { name: 'With errors', value: formatCount(job.failed_rows) },
        ...(job.options.on_absent === 'delete'
          ? [{ name: isDry ? 'Rows that would be deleted' : 'Rows deleted', value: formatCount(job.deleted_rows) }]
          : []),
      ]}
    />
  );
}
