import { Bar, BarChart, Line, LineChart, ResponsiveContainer } from 'recharts';
import { ChartFigure } from '../ui/ChartFigure.tsx';
import { counted, formatCount, formatMillis } from '../ui/format.ts';
import { chartMargin, chartParts } from './chart-parts.tsx';
import { endedOf, type JobStats } from './job-stats.ts';
import { bucketLabel } from './ranges.ts';
import { TimeSeriesTable } from './TimeSeriesTable.tsx';

/** Buckets in which no job finished have no duration; the line connects their neighbors. */
const line = { connectNulls: true, dot: { r: 2 }, strokeWidth: 2, isAnimationActive: false } as const;
const bar = { isAnimationActive: false, maxBarSize: 40 } as const;
const whole = { width: '100%', height: '100%' } as const;

/** Finished jobs, imported rows and durations per bucket. Loaded lazily because the charts are large. */
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
        title="Finished jobs"
        sentence={`${formatCount(all.succeeded)} completed, ${formatCount(all.failed)} failed, ${formatCount(all.cancelled)} cancelled.`}
        height="low"
        table={
          <TimeSeriesTable
            caption={`Jobs finished in ${what}`}
            rows={jobs.filter(({ succeeded, failed, cancelled }) => succeeded + failed + cancelled > 0)}
            label={label}
            columns={[
              ['Completed', ({ succeeded }) => formatCount(succeeded)],
              ['Failed', ({ failed }) => formatCount(failed)],
              ['Cancelled', ({ cancelled }) => formatCount(cancelled)],
            ]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <BarChart data={jobs} accessibilityLayer={false} margin={chartMargin}>
            {chartParts(formatCount, label)}
            <Bar dataKey="succeeded" name="Completed" stackId="jobs" fill="var(--chart-1)" {...bar} />
            <Bar dataKey="failed" name="Failed" stackId="jobs" fill="var(--chart-2)" {...bar} />
            <Bar dataKey="cancelled" name="Cancelled" stackId="jobs" fill="var(--chart-4)" {...bar} />
          </BarChart>
        </ResponsiveContainer>
      </ChartFigure>
      <ChartFigure
        title="Rows imported"
        sentence={`${counted(stats.rows_imported, 'row')} written.`}
        height="low"
        table={
          <TimeSeriesTable
            caption={`Rows imported in ${what}`}
            rows={rows.filter(({ imported }) => imported > 0)}
            label={label}
            columns={[['Rows', ({ imported }) => formatCount(imported)]]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <BarChart data={rows} accessibilityLayer={false} margin={chartMargin}>
            {chartParts(formatCount, label)}
            <Bar dataKey="imported" name="Rows" fill="var(--chart-3)" {...bar} />
          </BarChart>
        </ResponsiveContainer>
      </ChartFigure>
      <ChartFigure
        title="Job duration"
        sentence="p95: 95% of jobs took no longer than this."
        height="low"
        table={
          <TimeSeriesTable
            caption={`p95 job duration in ${what}`}
            rows={times.filter((row) => row.waiting !== null || row.analyses !== null)}
            label={label}
            columns={[
              ['Import wait time', ({ waiting }) => millis(waiting)],
              ['Import run time', ({ imports }) => millis(imports)],
              ['Analysis run time', ({ analyses }) => millis(analyses)],
            ]}
          />
        }
      >
        <ResponsiveContainer {...whole}>
          <LineChart data={times} accessibilityLayer={false} margin={chartMargin}>
            {chartParts(formatMillis, label)}
            <Line dataKey="waiting" name="Import wait time" stroke="var(--chart-4)" {...line} />
            <Line dataKey="imports" name="Import run time" stroke="var(--chart-1)" {...line} />
            <Line dataKey="analyses" name="Analysis run time" stroke="var(--chart-3)" {...line} />
          </LineChart>
        </ResponsiveContainer>
      </ChartFigure>
    </>
  );
}

const millis = (ms: number | null): string => (ms === null ? '–' : formatMillis(ms));
