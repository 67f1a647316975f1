import type { components } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../ui/format.ts';

export type Job = components['schemas']['Job'];

/** The file of a job, as a link to what became of it. */
export function JobLink({ job: { kind, id, importer, file_name: fileName } }: { job: Job }) {
  const name = fileName ?? 'a file that has been deleted';
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
      re-processing of failed uploads
    </Link>
  );
}

/** How many rows there are and how many were refused; how far it is while it runs. */
export function JobOutcome({ job: { state, percent, total_rows: total, failed_rows: failed } }: { job: Job }) {
  if (state === 'running' && percent !== null) return <>{Math.floor(percent)}%</>;
  if (total === null) return null;
  return (
    <>
      {formatCount(total)}
      {failed ? `, ${formatCount(failed)} with errors` : ''}
    </>
  );
}
