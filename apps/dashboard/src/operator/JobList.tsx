import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toolTitle } from '../analyses/tools.ts';
import { type Job, JobLink, JobOutcome, JobStatus } from '../imports/job-cells.tsx';
import { cancelJobs, deleteJobs, nameOfJob, retryJobs } from '../lists/job-actions.ts';
import { SelectionBar } from '../lists/SelectionBar.tsx';
import { sortBy } from '../lists/sort.ts';
import { useSelection } from '../lists/use-selection.tsx';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMillis } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { kindNames } from './jobs.ts';
import { TraceLink } from './TraceLink.tsx';
import { type JobQuery, useJobs } from './use-jobs.ts';

interface JobListProps {
  readonly query: JobQuery;
  readonly filters: ReactNode;
  readonly isFiltered: boolean;
  readonly showAccount: boolean;
  readonly onSort: (sort: string) => void;
}

const columns: readonly Column<Job>[] = [
  { name: 'Document', cell: (job) => <JobLink job={job} />, isRowHeader: true },
  {
    name: 'Type',
    cell: ({ kind, importer, tool }) =>
      [kindNames[kind], importer ?? (tool && toolTitle(tool))].filter(Boolean).join(' · '),
  },
  {
    name: 'Status',
    cell: (job) => (
      <>
        <JobStatus job={job} /> {job.error_code ? <code>{job.error_code}</code> : null}
      </>
    ),
  },
  { name: 'Records', cell: (job) => <JobOutcome job={job} /> },
  { name: 'Duration', cell: durationOf, numeric: true },
  { name: 'Trace', cell: ({ trace_id: id }) => <TraceLink traceId={id} /> },
];
const account: Column<Job> = { name: 'Account', cell: ({ account_id: id }) => id };

function durationOf({ started_at: start, completed_at: end }: Job): string {
  return start && end ? formatMillis(Date.parse(end) - Date.parse(start)) : '';
}

/** The jobs that match the filter. New ones are only inserted on request. */
export function JobList({ query, filters, isFiltered, showAccount, onSort }: JobListProps) {
  const session = useSession();
  const jobs = useJobs(query);
  const { shown, rows, fresh, gone } = jobs;
  const selection = useSelection(rows, {
    keyOf: ({ id }) => id,
    nameOf: nameOfJob,
    // Operators see the jobs of other accounts, and cannot change them.
    isSelectable: ({ account_id: id }) => id === session.accountId,
  });
  const created: Column<Job> = {
    name: 'Created',
    cell: ({ created_at: at }) => <RelativeTime iso={at} />,
    sort: sortBy({ name: 'created_at', sort: query.sort ?? '-created_at', onChange: onSort }),
  };
  const expires: Column<Job> = {
    name: 'Expires',
    cell: ({ expires_at: at }) => (at ? <RelativeTime iso={at} isAhead /> : ''),
  };
  return (
    <Card title="All jobs" actions={<Changes fresh={fresh} gone={gone} onShow={jobs.refresh} />}>
      {filters}
      {shown.error ? <Failure error={shown.error} reset={() => void shown.refetch()} /> : null}
      <SelectionBar
        {...{ selection, noun: ['job', 'jobs'], nameOf: nameOfJob, actions: [cancelJobs, retryJobs, deleteJobs] }}
        onDone={async () => jobs.refresh()}
      />
      <DataTable
        caption="Jobs"
        columns={[
          ...(mayWrite(session) ? [selection.column] : []),
          ...(showAccount ? columns.toSpliced(2, 0, account) : columns).toSpliced(-2, 0, created),
          expires,
        ]}
        rows={rows}
        keyOf={({ id }) => id}
        empty={shown.error ? null : <Empty isPending={shown.isPending} isFiltered={isFiltered} />}
      />
      <MoreButton query={shown} what="jobs" />
    </Card>
  );
}

/** How the list has changed since it was loaded. Always rendered, so that the layout does not shift. */
function Changes({ fresh, gone, onShow }: { fresh: number; gone: number; onShow: () => void }) {
  const parts = [
    fresh > 0 ? `${fresh} new ${fresh === 1 ? 'job' : 'jobs'}` : '',
    gone > 0 ? `${gone} no longer ${gone === 1 ? 'matches' : 'match'}` : '',
  ].filter(Boolean);
  return (
    <>
      <span role="status" className="visually-hidden">
        {parts.join(', ')}
      </span>
      <Button onPress={onShow} kind={parts.length > 0 ? 'primary' : 'secondary'}>
        {parts.length > 0 ? `Refresh (${parts.join(', ')})` : 'Refresh'}
      </Button>
    </>
  );
}

function Empty({ isPending, isFiltered }: { isPending: boolean; isFiltered: boolean }) {
  if (isPending) return <EmptyState title="Loading…" />;
  return isFiltered ? (
    <EmptyState title="No jobs match your filters.">
      <p>IDs must match exactly; part of a file name is enough.</p>
      <Link to="/operator/jobs">Show all jobs</Link>
    </EmptyState>
  ) : (
    <EmptyState title="No jobs yet.">
      <p>Every import, analysis and re-processing run appears here as soon as it is accepted.</p>
      <Link to="/">Upload a file</Link>
    </EmptyState>
  );
}
