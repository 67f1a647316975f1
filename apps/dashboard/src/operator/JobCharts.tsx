import { Bar, BarChart, Line, LineChart, ResponsiveContainer } from 'recharts';
import { ChartFigure } from '../ui/ChartFigure.tsx';
import { formatCount, formatMillis } from '../ui/format.ts';
import { chartParts } from './chart-parts.tsx';
import { endedOf, type JobStats } from './job-stats.ts';
import { NumbersOverTime } from './NumbersOverTime.tsx';
import { bucketLabel } from './ranges.ts';

/** A bucket in which nothing ended has no time: the line goes on to the next that has one. */
const line = { connectNulls: true, dot: { r: 2 }, strokeWidth: 2, isAnimationActive: false } as const;
const bar = { isAnimationActive: false, maxBarSize: 40 } as const;
const whole = { width: '100%', height: '100%' } as const;

/** What happened over time, bucket by bucket. In a chunk of its own, because the charts are big. */
export function JobCharts({ stats, what }: { stats: JobStats; what: string }) {
  const label = (start: string) => bucketLabel(start, stats.bucket_seconds);
  const jobs = stats.buckets.map(({ start, ended }) => ({ start, ...endedOf(ended) }));
  const rows = stats.buckets.map(({ start, rows_imported: imported }) => ({ start, imported }));
  const times = stats.buckets.map(({ start, latency: { import: imports, analysis } }) => ({
    start,
    waiting: imports.waiting?.p95_ms ?? null,
    imports: imports.running?.p95_ms ?? null,
    analyses: analysis.running?.p95_ms ?? null,
  }));
  const all = endedOf(stats.ended);
  return (
    <>
      <ChartFigure
        title="Jobs ended"
        sentence={`${formatCount(all.succeeded)} done, ${formatCount(all.failed)} failed, ${formatCount(all.cancelled)} cancelled.`}
        height="low"
        table={
          <NumbersOverTime
            caption={`Jobs that ended in ${what}`}
            rows={jobs.filter(({ succeeded, failed, cancelled }) => succeeded + failed + cancelled > 0)}
            label={label}
            columns={[
              ['Done', ({ succeeded }) => formatCount(succeeded)],
              ['Failed', ({ failed }) => formatCount(failed)],
              ['Cancelled', ({ cancelled }) => formatCount(cancelled)],
            ]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <BarChart data={jobs} accessibilityLayer={false}>
            {chartParts(formatCount, label)}
            <Bar dataKey="succeeded" name="Done" stackId="jobs" fill="var(--chart-1)" {...bar} />
            <Bar dataKey="failed" name="Failed" stackId="jobs" fill="var(--chart-2)" {...bar} />
            <Bar dataKey="cancelled" name="Cancelled" stackId="jobs" fill="var(--chart-4)" {...bar} />
          </BarChart>
        </ResponsiveContainer>
      </ChartFigure>
      <ChartFigure
        title="Rows imported"
        sentence={`${formatCount(stats.rows_imported)} rows were written.`}
        height="low"
        table={
          <NumbersOverTime
            caption={`Rows imported in ${what}`}
            rows={rows.filter(({ imported }) => imported > 0)}
            label={label}
            columns={[['Rows', ({ imported }) => formatCount(imported)]]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <BarChart data={rows} accessibilityLayer={false}>
            {chartParts(formatCount, label)}
            <Bar dataKey="imported" name="Rows" fill="var(--chart-3)" {...bar} />
          </BarChart>
        </ResponsiveContainer>
      </ChartFigure>
      <ChartFigure
        title="Time that jobs take"
        sentence="95 of 100 jobs took no longer."
        height="low"
        table={
          <NumbersOverTime
            caption={`Time within which 95 of 100 jobs ended in ${what}`}
            rows={times.filter((row) => row.waiting !== null || row.analyses !== null)}
            label={label}
            columns={[
              ['Imports waiting', ({ waiting }) => millis(waiting)],
              ['Imports running', ({ imports }) => millis(imports)],
              ['Analyses running', ({ analyses }) => millis(analyses)],
            ]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <LineChart data={times} accessibilityLayer={false}>
            {chartParts(formatMillis, label)}
            <Line dataKey="waiting" name="Imports waiting" stroke="var(--chart-4)" {...line} />
            <Line dataKey="imports" name="Imports running" stroke="var(--chart-1)" {...line} />
            <Line dataKey="analyses" name="Analyses running" stroke="var(--chart-3)" {...line} />
          </LineChart>
        </ResponsiveContainer>
      </ChartFigure>
    </>
  );
}

const millis = (ms: number | null): string => (ms === null ? '–' : formatMillis(ms));
