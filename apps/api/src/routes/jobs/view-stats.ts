import type { z } from '@hono/zod-openapi';
import type { EndedJobs, Latency } from '@sluice/db/jobs';
import type { jobStatsSchema } from './schemas.ts';
import type { StatsTimes } from './stats-range.ts';

type Stats = z.output<typeof jobStatsSchema>;
type Bucket = Omit<Stats['buckets'][number], 'start'>;

export interface StatsParts {
  readonly ended: readonly EndedJobs[];
  readonly latencies: readonly Latency[];
  /** The same over the whole range, as one bucket. */
  readonly overall: readonly Latency[];
}

function endedOf(rows: readonly EndedJobs[]): Bucket['ended'] {
  const sum = (kind: EndedJobs['kind']) => {
    const own = rows.filter((row) => row.kind === kind);
    const total = (field: 'succeeded' | 'failed' | 'cancelled') => own.reduce((all, row) => all + row[field], 0);
    return { succeeded: total('succeeded'), failed: total('failed'), cancelled: total('cancelled') };
  };
  return { import: sum('import'), analysis: sum('analysis'), reprocess: sum('reprocess') };
}

function latencyOf(rows: readonly Latency[]): Bucket['latency'] {
  const find = (kind: Latency['kind'], what: Latency['what']) => {
    const found = rows.find((row) => row.kind === kind && row.what === what);
    return found ? { jobs: found.jobs, p50_ms: found.p50, p95_ms: found.p95 } : null;
  };
  const both = (kind: Latency['kind']) => ({ waiting: find(kind, 'waiting'), running: find(kind, 'running') });
  return { import: both('import'), analysis: both('analysis') };
}

const bucketOf = (ended: readonly EndedJobs[], latencies: readonly Latency[]): Bucket => ({
  ended: endedOf(ended),
  rows_imported: ended.reduce((all, row) => all + row.rowsImported, 0),
  latency: latencyOf(latencies),
});

/** Statistics as the API returns them, including empty buckets. */
export function viewStats({ from, to, bucketSeconds, buckets }: StatsTimes, parts: StatsParts): Stats {
  const { ended, latencies, overall } = parts;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    bucket_seconds: bucketSeconds,
    ...bucketOf(ended, overall),
    buckets: Array.from({ length: buckets }, (_, at) => ({
      start: new Date(from.getTime() + at * bucketSeconds * 1_000).toISOString(),
      ...bucketOf(
        ended.filter(({ bucket }) => bucket === at),
        latencies.filter(({ bucket }) => bucket === at),
      ),
    })),
  };
}
