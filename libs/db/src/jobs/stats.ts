import { type SQL, sql } from 'drizzle-orm';
import { type AccountScope, everyAccount } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { type JobListKind, jobKinds, jobTables } from './kinds.ts';

export interface StatsRange {
  readonly accountId: AccountScope;
  /** Ended at or after. */
  readonly from: Date;
  /** Ended before. */
  readonly to: Date;
  readonly bucketSeconds: number;
}

/** Jobs of a kind that ended within a bucket; empty buckets are omitted. */
export interface EndedJobs {
  readonly kind: JobListKind;
  /** Index of the bucket, starting with 0 at `from`. */
  readonly bucket: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Rows written by imports, excluding dry runs. */
  readonly rowsImported: number;
}

/** Wait or run times of a kind's jobs that ended within a bucket: nearest-rank percentiles, in milliseconds. */
export interface Latency {
  readonly kind: JobListKind;
  readonly bucket: number;
  readonly what: 'waiting' | 'running';
  readonly jobs: number;
  readonly p50: number;
  readonly p95: number;
}

const rowsImported: Readonly<Record<JobListKind, SQL>> = {
  import: sql`if(json_unquote(json_extract(options, '$.dry_run')) = 'true', 0, succeeded_rows)`,
  analysis: sql`0`,
  reprocess: sql`0`,
};

const endedWithin = ({ accountId, from, to }: StatsRange): SQL =>
  sql`completed_at >= ${from} and completed_at < ${to}
    ${accountId === everyAccount ? sql`` : sql`and account_id = ${accountId}`}`;

const bucketOf = ({ from, bucketSeconds }: StatsRange): SQL =>
  sql`timestampdiff(second, ${from}, completed_at) div ${bucketSeconds}`;

const union = (branches: readonly SQL[]): SQL => sql.join([...branches], sql` union all `);

/** Counts of ended jobs by kind and bucket. */
export async function countEndedJobs(db: Db, range: StatsRange): Promise<EndedJobs[]> {
  const branches = jobKinds.map(
    (kind) => sql`select ${kind} as kind, ${bucketOf(range)} as bucket, cast(status as char) as status,
      ${rowsImported[kind]} as imported from ${jobTables[kind].table} where ${endedWithin(range)}`,
  );
  const [rows] = await db.execute(sql`select kind, bucket, sum(status = 'completed') as succeeded,
      sum(status = 'failed') as failed, sum(status = 'cancelled') as cancelled, sum(imported) as imported
    from (${union(branches)}) ended group by kind, bucket order by bucket, kind`);
  return (rows as unknown as Record<string, string | number>[]).map((row) => ({
    kind: row.kind as JobListKind,
    bucket: Number(row.bucket),
    succeeded: Number(row.succeeded),
    failed: Number(row.failed),
    cancelled: Number(row.cancelled),
    rowsImported: Number(row.imported),
  }));
}

/** From creation to first start, and from there to the end. Re-processing runs have no start time. */
const times = (range: StatsRange): SQL =>
  union(
    (['import', 'analysis'] as const).flatMap((kind) => {
      const { table } = jobTables[kind];
      const where = sql`where ${endedWithin(range)} and started_at is not null and status <> 'cancelled'`;
      return [
        sql`select ${kind} as kind, 'waiting' as what, ${bucketOf(range)} as bucket,
          timestampdiff(microsecond, created_at, started_at) div 1000 as ms from ${table} ${where}`,
        sql`select ${kind} as kind, 'running' as what, ${bucketOf(range)} as bucket,
          timestampdiff(microsecond, started_at, completed_at) div 1000 as ms from ${table} ${where}`,
      ];
    }),
  );

/** Median and p95 of wait and run times, by kind and bucket. */
export async function jobLatencies(db: Db, range: StatsRange): Promise<Latency[]> {
  const [rows] = await db.execute(sql`select kind, bucket, what, max(jobs) as jobs,
      max(case when place = ceiling(0.50 * jobs) then ms end) as p50,
      max(case when place = ceiling(0.95 * jobs) then ms end) as p95
    from (select kind, bucket, what, ms, row_number() over (partition by kind, what, bucket order by ms) as place,
        count(*) over (partition by kind, what, bucket) as jobs from (${times(range)}) timed) ranked
    group by kind, bucket, what order by bucket, kind, what`);
  return (rows as unknown as Record<string, string | number>[]).map((row) => ({
    kind: row.kind as JobListKind,
    bucket: Number(row.bucket),
    what: row.what as Latency['what'],
    jobs: Number(row.jobs),
    p50: Number(row.p50),
    p95: Number(row.p95),
  }));
}
