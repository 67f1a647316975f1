import { expect, it } from 'vitest';
import { barsOf } from './bars.ts';
import type { Trace } from './traces.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const trace = (start: number, end: number | null): Trace => ({
  ...{ trace_id: `${start}`, account_id: 'acme', parent_trace_id: null, operation: 'x', doc_id: null, job_id: null },
  ...{ status: 'SUCCESS', duration_ms: null, metadata: null },
  ...{ start_time: at(start), end_time: end === null ? null : at(end) },
});
const bars = (...spans: [number, number | null][]) =>
  barsOf(
    spans.map(([start, end]) => trace(start, end)),
    Date.parse(at(20)),
  ).map(({ offsetMs, tookMs, left, width }) => [offsetMs, tookMs, left, width]);

it('places bars by their start and end', () => {
  expect(bars([0, 1], [5, 10])).toEqual([
    [0, 1_000, 0, 10],
    [5_000, 5_000, 50, 50],
  ]);
});

it('extends the bar of a running trace until now', () => {
  expect(bars([0, 5], [10, null])).toEqual([
    [0, 5_000, 0, 25],
    [10_000, 10_000, 50, 50],
  ]);
});

it('keeps the bar of an instant trace visible and inside the chart', () => {
  expect(bars([0, 10], [10, 10])).toEqual([
    [0, 10_000, 0, 100],
    [10_000, 0, 99.4, 0.6],
  ]);
  expect(bars([3, 3])).toEqual([[0, 0, 0, 0.6]]);
});
