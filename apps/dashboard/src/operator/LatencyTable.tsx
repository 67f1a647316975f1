import { type Column, DataTable } from '../ui/DataTable.tsx';
import { formatCount, formatMillis } from '../ui/format.ts';
import type { JobStats } from './job-stats.ts';

interface Line {
  readonly name: string;
  readonly times: { jobs: number; p50_ms: number; p95_ms: number } | null;
}

const columns: readonly Column<Line>[] = [
  { name: 'Metric', cell: ({ name }) => name, isRowHeader: true },
  { name: 'Jobs', cell: ({ times }) => formatCount(times?.jobs ?? 0), numeric: true },
  { name: 'Median', cell: ({ times }) => (times ? formatMillis(times.p50_ms) : '–'), numeric: true },
  { name: 'p95', cell: ({ times }) => (times ? formatMillis(times.p95_ms) : '–'), numeric: true },
];

/** Wait and run times of jobs over the whole time range. */
export const LatencyTable = ({ latency }: { latency: JobStats['latency'] }) => (
  <DataTable
    caption="Wait and run times"
    columns={columns}
    keyOf={({ name }) => name}
    rows={[
      { name: 'Import wait time', times: latency.import.waiting },
      { name: 'Import run time', times: latency.import.running },
      { name: 'Analysis wait time', times: latency.analysis.waiting },
      { name: 'Analysis run time', times: latency.analysis.running },
    ]}
  />
);
