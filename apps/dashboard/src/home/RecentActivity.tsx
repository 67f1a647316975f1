import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toolTitle } from '../analyses/tools.ts';
import { api } from '../api.ts';
import { type Job, JobLink, JobOutcome, JobStatus } from '../imports/job-cells.tsx';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';

const kinds: Readonly<Record<Job['kind'], string>> = {
  import: 'Import',
  analysis: 'Analysis',
  reprocess: 'Re-processing',
};

/** The newest imports and analyses of the account. */
export function RecentActivity() {
  const { accountId } = useSession();
  const latest = useQuery({
    queryKey: ['jobs', 'latest', accountId],
    queryFn: async () => {
      const query = { kind: ['import' as const, 'analysis' as const], account_id: accountId, limit: 10 };
      return (await api.GET('/api/v1/jobs', { params: { query } })).data.items;
    },
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <Card title="Recent activity" actions={latest.data?.length ? <Link to="/imports">All imports</Link> : null}>
      {latest.error ? <Failure error={latest.error} reset={() => void latest.refetch()} /> : null}
      <DataTable
        caption="Recent imports and analyses"
        keyOf={({ id }) => id}
        rows={latest.data ?? []}
        columns={[
          { name: 'Document', cell: (job) => <JobLink job={job} />, isRowHeader: true },
          { name: 'Type', cell: ({ kind, importer, tool }) => `${kinds[kind]} · ${importer ?? toolTitle(tool ?? '')}` },
          { name: 'Status', cell: (job) => <JobStatus job={job} /> },
          { name: 'Records', cell: (job) => <JobOutcome job={job} /> },
          { name: 'Created', cell: ({ created_at }) => <RelativeTime iso={created_at} /> },
        ]}
        empty={
          latest.error ? null : (
            <EmptyState title={latest.isPending ? 'Loading…' : 'Nothing here yet.'}>
              <p>
                An import writes the records of a file to a table and reports every record with an error. An analysis
                profiles a file and grades its quality, or cleans it. To start either, drop a file above.
              </p>
              <p>
                No file at hand? <a href="/api/v1/assets/bulk/template?format=csv">Download a template</a> with an
                example record.
              </p>
            </EmptyState>
          )
        }
      />
    </Card>
  );
}
