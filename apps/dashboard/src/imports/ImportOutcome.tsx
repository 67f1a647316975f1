import type { ImportJob } from '@sluice/client';
import { Waiting } from '../shell/Waiting.tsx';
import { Card } from '../ui/Card.tsx';
import { counted, formatCount, formatDuration } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import { failureAdvice } from './failure-advice.ts';
import { outcomeAdvice, outcomeBadges, outcomeTitle } from './outcome.ts';

/** The progress of a running import, or the outcome of a finished one. */
export function ImportOutcome({ job }: { job: ImportJob }) {
  if (job.status === 'completed') return <Completed job={job} />;
  if (job.status === 'failed') {
    return (
      <Note tone="bad" title={job.error_message ?? 'The import failed.'}>
        <p>
          {writtenOf(job)} {failureAdvice(job.error_code)}
        </p>
        <p>
          Error code <code>{job.error_code}</code>, trace ID <code>{job.trace_id}</code>
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
      {job.error_message ? (
        <Note tone="warn" title={interruptionOf(job)}>
          {job.error_message}
        </Note>
      ) : null}
      {job.status === 'pending' ? <Waiting /> : null}
    </Card>
  );
}

function interruptionOf({ error_code: code, attempt }: ImportJob): string {
  if (code === 'WORKER_OUTDATED') return 'The import waits for a newer worker.';
  if (code === 'TARGET_BUSY') return 'The import waits for another one.';
  return `Attempt ${attempt} was interrupted. The next one starts automatically.`;
}

function Completed({ job }: { job: ImportJob }) {
  const outcome = job.outcome ?? 'complete';
  const records = {
    outcome,
    dryRun: job.options.dry_run ?? false,
    written: job.successful_rows,
    failed: job.failed_rows,
    skipped: job.skipped_rows,
    unchanged: job.unchanged_rows,
  };
  const { tone } = outcomeBadges[outcome];
  return (
    <Note
      tone={tone === 'neutral' ? 'info' : tone}
      title={outcomeTitle(records)}
      {...(records.dryRun ? { isTrial: true } : {})}
    >
      {outcomeAdvice(records)}
    </Note>
  );
}

const writtenOf = ({ successful_rows: good, options }: ImportJob): string => {
  if (options.dry_run) return 'This was a dry run; nothing was written.';
  return good === 0
    ? 'No rows were written.'
    : `${counted(good, 'row')} had already been written and will stay in the table.`;
};

function labelOf({ status, attempt, total_rows: total }: ImportJob): string {
  if (status === 'pending') return 'Waiting for a worker';
  if (status === 'cancelling') return 'Cancelling after the current batch';
  if (total === null) return 'Counting records';
  return attempt > 1 ? `Importing (attempt ${attempt})` : 'Importing';
}

function detailOf({
  total_rows: total,
  processed_rows: processed,
  rows_per_second: pace,
  eta_seconds: eta,
}: ImportJob) {
  if (total === null) return undefined;
  const parts = [`${formatCount(processed)} of ${formatCount(total)} records`];
  if (pace) parts.push(`${formatCount(Math.round(pace))} records/s`);
  if (eta !== null) parts.push(`${formatDuration(eta)} left`);
  return parts.join(' · ');
}
