import type { ImportJob } from '@sluice/client';
import { NoWorkerYet } from '../shell/NoWorkerYet.tsx';
import { Card } from '../ui/Card.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import { failureAdvice } from './failure-advice.ts';
import { rowsOf } from './words.ts';

/** How far it is, or what it came to, in a sentence. */
export function ImportOutcome({ job }: { job: ImportJob }) {
  if (job.status === 'completed') return <Completed job={job} />;
  if (job.status === 'failed') {
    return (
      <Note tone="bad" title={job.error_message ?? 'The import failed.'}>
        <p>
          {writtenOf(job)} {failureAdvice(job.error_code)}
        </p>
        <p>
          Code <code>{job.error_code}</code>, trace <code>{job.trace_id}</code>
        </p>
      </Note>
    );
  }
  if (job.status === 'cancelled') {
    return (
      <Note tone="info" title="The import was cancelled.">
        {writtenOf(job)}
      </Note>
    );
  }
  return (
    <Card>
      <Progress
        label={labelOf(job)}
        percent={job.percent ?? (job.status === 'pending' ? 0 : undefined)}
        detail={detailOf(job)}
      />
      {job.status === 'pending' ? <NoWorkerYet /> : null}
    </Card>
  );
}

function Completed({ job }: { job: ImportJob }) {
  const { successful_rows: good, failed_rows: bad, skipped_rows: skipped, options } = job;
  if (options.dry_run) {
    return (
      <Note tone={bad > 0 ? 'warn' : 'good'} title={`Dry run: ${rowsOf(good)} would be written.`}>
        {bad > 0 ? `${rowsOf(bad)} with errors, listed below. ` : ''}Nothing has been written yet.
      </Note>
    );
  }
  if (bad === 0) {
    return (
      <Note tone="good" title={`Done: ${rowsOf(good)} in the table.`}>
        {skipped > 0 ? `${rowsOf(skipped)} had been imported before, or exist already, and were left alone.` : null}
      </Note>
    );
  }
  return (
    <Note tone="warn" title={`Done: ${rowsOf(good)} in the table, ${formatCount(bad)} with errors.`}>
      Take the result file, repair the rows that failed, and send it again: only those are imported.
    </Note>
  );
}

const writtenOf = ({ successful_rows: good, options }: ImportJob): string => {
  if (options.dry_run) return 'It was a dry run; nothing was written.';
  return good === 0 ? 'No row was written.' : `${rowsOf(good)} had been written before, and will stay.`;
};

function labelOf({ status, attempt, total_rows: total }: ImportJob): string {
  if (status === 'pending') return 'Waits for a worker';
  if (status === 'cancelling') return 'Stopping after this batch';
  if (total === null) return 'Counting the rows';
  return attempt > 1 ? `Importing (taken up ${attempt} times)` : 'Importing';
}

function detailOf({
  total_rows: total,
  processed_rows: processed,
  rows_per_second: pace,
  eta_seconds: eta,
}: ImportJob) {
  if (total === null) return undefined;
  const parts = [`${formatCount(processed)} of ${formatCount(total)} rows`];
  if (pace) parts.push(`${formatCount(Math.round(pace))} rows/s`);
  if (eta !== null) parts.push(`${formatDuration(eta)} left`);
  return parts.join(' · ');
}
