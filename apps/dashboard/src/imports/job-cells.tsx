import type { components } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/Badge.tsx';
import { counted, formatCount } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { outcomeBadges } from './outcome.ts';

export type Job = components['schemas']['Job'];

/** The document of a job, linked to the page of its import, analysis or run. */
export function JobLink({ job: { kind, id, importer, file_name: fileName } }: { job: Job }) {
  const name = fileName ?? 'Deleted document';
  if (kind === 'import') {
    return (
      <Link to="/imports/$importer/$jobId" params={{ importer: importer ?? 'assets', jobId: id }}>
        {name}
      </Link>
    );
  }
  if (kind === 'analysis') {
    return (
      <Link to="/analyses/$analysisId" params={{ analysisId: id }}>
        {name}
      </Link>
    );
  }
  return (
    <Link to="/operator/failed-uploads" search={{ run: id }}>
      Re-processing run
    </Link>
  );
}

/** The status of a job; of a completed import what came of it, and of a dry run that it is one. */
export function JobStatus({ job: { status, outcome, dry_run: isTrial } }: { job: Job }) {
  const badge = outcome === null ? undefined : outcomeBadges[outcome];
  return (
    <>
      {badge ? <Badge tone={badge.tone}>{badge.label}</Badge> : <StatusBadge status={status} />}
      {isTrial ? (
        <>
          {' '}
          <Badge>Dry run</Badge>
        </>
      ) : null}
    </>
  );
}

/** The number of records and of those with errors, or the progress of a running job. */
export function JobOutcome({ job }: { job: Job }) {
  const { state, percent, total_rows: total, failed_rows: failed, warning_count: warnings } = job;
  const records = total === null ? '' : `${formatCount(total)}${failed ? `, ${formatCount(failed)} with errors` : ''}`;
  return (
    <>
      {state === 'running' && percent !== null ? `${Math.floor(percent)}%` : records}
      {warnings > 0 ? (
        <>
          {' '}
          <Badge tone="warn">{counted(warnings, 'warning')}</Badge>
        </>
      ) : null}
    </>
  );
}
