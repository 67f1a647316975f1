import type { components, OwnedDownload } from '@sluice/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toolTitle } from '../analyses/tools.ts';
import { api } from '../api.ts';
import { type BulkAction, SelectionBar } from '../lists/SelectionBar.tsx';
import { sortBy } from '../lists/sort.ts';
import { useSelection } from '../lists/use-selection.tsx';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { ReprocessAll } from './ReprocessAll.tsx';
import { ReprocessOne } from './ReprocessOne.tsx';

export type FailedFilter = components['schemas']['ReprocessFilter'];

interface FailedDeliveryListProps {
  readonly filter: FailedFilter;
  readonly filters: ReactNode;
  readonly isFiltered: boolean;
  readonly showAccount: boolean;
  readonly mayReprocess: boolean;
  /** `created_at` or `-created_at`. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onRun: (runId: string) => void;
}

const columns: readonly Column<OwnedDownload>[] = [
  { name: 'Artifact', cell: ArtifactCell, isRowHeader: true },
  { name: 'Source', cell: ({ tool, importer }) => (tool ? toolTitle(tool) : importer) },
  { name: 'Size', cell: ({ size_bytes: size }) => (size === null ? '–' : formatBytes(size)), numeric: true },
  { name: 'Reason', cell: ({ internal_error: whole, last_error: reason }) => whole ?? reason ?? 'Unknown' },
  { name: 'Attempts', cell: ({ upload_attempts: attempts }) => attempts, numeric: true },
];
const account: Column<OwnedDownload> = { name: 'Account', cell: ({ account_id: id }) => id };
const actions: Column<OwnedDownload> = { name: 'Actions', cell: (download) => <ReprocessOne download={download} /> };

const nameOf = ({ file_name: name }: OwnedDownload) => name;
const deliverAgain: BulkAction<OwnedDownload> = {
  verb: 'Retry delivery of',
  done: 'queued for delivery',
  // Other files of imports are made again from this one.
  applies: ({ job_id: jobId, kind, format }) => jobId === null || (kind === 'import-results' && format === 'csv'),
  run: ({ download_id: downloadId }) =>
    api.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId } } }),
};

/** The failed deliveries that match the filter, with a button to re-process all of them. */
export function FailedDeliveryList(props: FailedDeliveryListProps) {
  const { filter, filters, isFiltered, showAccount, mayReprocess, sort, onSort, onRun } = props;
  const failed = useInfiniteQuery({
    queryKey: ['failed-deliveries', 'list', filter, sort],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...filter,
        status: ['upload_failed' as const],
        limit: 50,
        sort: sort === 'created_at' ? ('created_at' as const) : ('-created_at' as const),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return (await api.GET('/api/v1/downloads', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = failed.data?.pages.flatMap(({ items }) => items) ?? [];
  const selection = useSelection(rows, { keyOf: ({ download_id: id }) => id, nameOf });
  const created: Column<OwnedDownload> = {
    name: 'Created',
    cell: ({ created_at: at }) => <RelativeTime iso={at} />,
    sort: sortBy({ name: 'created_at', sort, onChange: onSort }),
  };
  return (
    <Card
      title="Artifacts not delivered"
      actions={
        <>
          <Button onPress={() => void failed.refetch()}>Refresh</Button>
          {mayReprocess ? <ReprocessAll filter={filter} onRun={onRun} /> : null}
        </>
      }
    >
      {filters}
      {failed.error ? <Failure error={failed.error} reset={() => void failed.refetch()} /> : null}
      <SelectionBar
        {...{ selection, noun: ['artifact', 'artifacts'], nameOf, actions: [deliverAgain] }}
        onDone={() => failed.refetch()}
      />
      <DataTable
        caption="Failed deliveries"
        columns={[
          ...(mayReprocess ? [selection.column] : []),
          ...(showAccount ? columns.toSpliced(2, 0, account) : columns),
          created,
          ...(mayReprocess ? [actions] : []),
        ]}
        rows={rows}
        keyOf={({ download_id: id }) => id}
        empty={failed.error ? null : <Empty isPending={failed.isPending} isFiltered={isFiltered} />}
      />
      <MoreButton query={failed} what="failed deliveries" />
    </Card>
  );
}

/** The file name, linked to the analysis or import that produced it. */
function ArtifactCell({ file_name: name, analysis_id: analysisId, job_id: jobId, importer }: OwnedDownload) {
  if (analysisId !== null) {
    return (
      <Link to="/analyses/$analysisId" params={{ analysisId }}>
        {name}
      </Link>
    );
  }
  if (jobId === null || importer === null) return name;
  return (
    <Link to="/imports/$importer/$jobId" params={{ importer, jobId }}>
      {name}
    </Link>
  );
}

function Empty({ isPending, isFiltered }: { isPending: boolean; isFiltered: boolean }) {
  if (isPending) return <EmptyState title="Loading…" />;
  return isFiltered ? (
    <EmptyState title="No failed deliveries match your filters.">
      <Link to="/operator/failed-uploads">Show all failed deliveries</Link>
    </EmptyState>
  ) : (
    <EmptyState title="All artifacts have been delivered.">
      <p>Artifacts that could not be delivered after several attempts are kept and appear here with the reason.</p>
    </EmptyState>
  );
}
