import type { Trace } from './traces.ts';

export interface TimeBar {
  readonly trace: Trace;
  /** Milliseconds since the first start. */
  readonly offsetMs: number;
  readonly tookMs: number;
  /** `left` and `width` are percentages of the chart width. */
  readonly left: number;
  readonly width: number;
}

/** Minimum width of a bar in percent. */
const MIN_WIDTH = 0.6;

/** The bar of each trace between the first start and the last end. Running traces end at `now`. */
export function barsOf(traces: readonly Trace[], now: number): readonly TimeBar[] {
  const spans = traces.map((trace) => {
    const start = Date.parse(trace.start_time);
    return { trace, start, end: Math.max(start, trace.end_time === null ? now : Date.parse(trace.end_time)) };
  });
  const first = Math.min(...spans.map(({ start }) => start));
  const whole = Math.max(1, ...spans.map(({ end }) => end - first));
  return spans.map(({ trace, start, end }) => {
    const width = Math.max(MIN_WIDTH, ((end - start) / whole) * 100);
    const left = Math.min(100 - width, ((start - first) / whole) * 100);
    return { trace, offsetMs: start - first, tookMs: end - start, left, width };
  });
}
