import { useSyncExternalStore } from 'react';

const STEPS: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [7 * 86_400, 'day', 86_400],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** `5 minutes ago`, or a date when the moment is more than a week from `now`. */
export function relativeTime(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1_000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (!step) return day.format(moment);
  const [, unit, length] = step;
  return relative.format(Math.trunc(seconds / length), unit);
}

const TICK_MS = 5_000;
let now = Date.now();

/** One timer for all times on the page. */
function subscribe(onChange: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    onChange();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** A relative time; the exact time is its tooltip. `isAhead`: it is planned, so it may lie in the future. */
export function RelativeTime({ iso, isAhead = false }: { iso: string; isAhead?: boolean }) {
  const current = useSyncExternalStore(subscribe, () => now);
  const moment = new Date(iso);
  // If this clock lags behind the server, a past moment must not read "in 2 seconds".
  const seen = isAhead ? current : Math.max(current, moment.getTime());
  return (
    <time dateTime={iso} title={exact.format(moment)}>
      {relativeTime(moment, new Date(seen))}
    </time>
  );
}
