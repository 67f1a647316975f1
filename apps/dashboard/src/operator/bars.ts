import type { Trace } from './traces.ts';

export interface TimeBar {
  readonly trace: Trace;
  /** From the begin of the first. */
  readonly offsetMs: number;
  readonly tookMs: number;
  /** Both of 100. */
  readonly left: number;
  readonly width: number;
}

/** What is too short to be seen is drawn that wide. */
const THINNEST = 0.6;

/** Where each trace lies in the time from the first begin to the last end; what runs still ends at `now`. */
export function barsOf(traces: readonly Trace[], now: number): readonly TimeBar[] {
  const spans = traces.map((trace) => {
    const start = Date.parse(trace.start_time);
    return { trace, start, end: Math.max(start, trace.end_time === null ? now : Date.parse(trace.end_time)) };
  });
  const first = Math.min(...spans.map(({ start }) => start));
  const whole = Math.max(1, ...spans.map(({ end }) => end - first));
  return spans.map(({ trace, start, end }) => {
    const width = Math.max(THINNEST, ((end - start) / whole) * 100);
    const left = Math.min(100 - width, ((start - first) / whole) * 100);
    return { trace, offsetMs: start - first, tookMs: end - start, left, width };
  });
}
