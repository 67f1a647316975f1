import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '../api.ts';
import { loadPart } from '../connection.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Field.tsx';
import { formatCount } from '../ui/format.ts';
import { Tiles } from '../ui/Tiles.tsx';
import styles from './JobStatistics.module.css';
import { type EndedCounts, endedOf, type JobStats } from './job-stats.ts';
import { LatencyTable } from './LatencyTable.tsx';
import { type Range, rangeNames, rangeStart, ranges } from './ranges.ts';
import { oneOf } from './search.ts';

const JobCharts = lazy(async () => ({ default: (await loadPart(() => import('./JobCharts.tsx'))).JobCharts }));

interface JobStatisticsProps {
  readonly whose: { readonly account_id?: string };
  readonly range: string | undefined;
  readonly onRange: (range: Range) => void;
}

/** Throughput and latency of jobs in a time range. */
export function JobStatistics({ whose, range: asked, onRange }: JobStatisticsProps) {
  const range = oneOf(rangeNames, asked) ?? '24h';
  const stats = useQuery({
    queryKey: ['jobs', 'stats', whose, range],
    queryFn: async () =>
      (await api.GET('/api/v1/jobs/stats', { params: { query: { ...whose, from: rangeStart(range) } } })).data,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return (
    <Card
      title="Throughput and latency"
      actions={
        <Select
          label="Time range"
          value={range}
          choices={rangeNames.map((value) => ({ value, label: ranges[value].choice }))}
          onChange={onRange}
        />
      }
    >
      {stats.error ? <Failure error={stats.error} reset={() => void stats.refetch()} /> : null}
      <Statistics stats={stats.data} what={ranges[range].label} />
    </Card>
  );
}

function Statistics({ stats, what }: { stats: JobStats | undefined; what: string }) {
  const ended: EndedCounts = stats ? endedOf(stats.ended) : { succeeded: 0, failed: 0, cancelled: 0 };
  const tile = (count: number) => (stats ? formatCount(count) : '–');
  const isEmpty = stats !== undefined && ended.succeeded + ended.failed + ended.cancelled === 0;
  return (
    <>
      <Tiles
        tiles={[
          { name: 'Completed', value: tile(ended.succeeded), hint: `in ${what}` },
          { name: 'Failed', value: tile(ended.failed), hint: `in ${what}` },
          { name: 'Cancelled', value: tile(ended.cancelled), hint: `in ${what}` },
          { name: 'Rows imported', value: tile(stats?.rows_imported ?? 0), hint: `in ${what}` },
        ]}
      />
      {isEmpty ? (
        <EmptyState title={`No jobs finished in ${what}.`}>
          <p>Choose a longer time range, or upload a file.</p>
        </EmptyState>
      ) : (
        <>
          <Suspense fallback={<div className={styles.charts} />}>
            <div className={styles.charts}>{stats ? <JobCharts stats={stats} what={what} /> : null}</div>
          </Suspense>
          {stats ? <LatencyTable latency={stats.latency} /> : null}
        </>
      )}
    </>
  );
}
