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

/** "5 minutes ago"; a date for what is more than a week away. */
export function relativeTime(moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1_000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (!step) return day.format(moment);
  const [, unit, length] = step;
  return relative.format(Math.trunc(seconds / length), unit);
}

const TICK_MS = 5_000;
let now = Date.now();

/** One clock for all times on the page. */
function subscribe(onChange: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    onChange();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** A moment as people say it, with the exact one on hover and for screen readers that ask. */
export function RelativeTime({ iso }: { iso: string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  const moment = new Date(iso);
  // A clock that is a little behind the server's must not say "in 2 seconds" of the past.
  const seen = Math.max(current, moment.getTime());
  return (
    <time dateTime={iso} title={exact.format(moment)}>
      {relativeTime(moment, new Date(seen))}
    </time>
  );
}
