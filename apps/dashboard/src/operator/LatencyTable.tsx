import { type Column, DataTable } from '../ui/DataTable.tsx';
import { formatCount, formatMillis } from '../ui/format.ts';
import type { JobStats } from './job-stats.ts';

interface Line {
  readonly name: string;
  readonly times: { jobs: number; p50_ms: number; p95_ms: number } | null;
}

const columns: readonly Column<Line>[] = [
  { name: 'Time', cell: ({ name }) => name, isRowHeader: true },
  { name: 'Jobs', cell: ({ times }) => formatCount(times?.jobs ?? 0), numeric: true },
  { name: 'Half of them within', cell: ({ times }) => (times ? formatMillis(times.p50_ms) : '–'), numeric: true },
  { name: '95 of 100 within', cell: ({ times }) => (times ? formatMillis(times.p95_ms) : '–'), numeric: true },
];

/** How long jobs waited and ran, over the whole time. */
export const LatencyTable = ({ latency }: { latency: JobStats['latency'] }) => (
  <DataTable
    caption="How long jobs waited and ran"
    columns={columns}
    keyOf={({ name }) => name}
    rows={[
      { name: 'Imports waiting for a worker', times: latency.import.waiting },
      { name: 'Imports running', times: latency.import.running },
      { name: 'Analyses waiting for a worker', times: latency.analysis.waiting },
      { name: 'Analyses running', times: latency.analysis.running },
    ]}
  />
);
