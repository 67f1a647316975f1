/** The time ranges of the statistics. */
export const ranges = {
  '1h': { label: 'the last hour', choice: '1 hour', hours: 1 },
  '24h': { label: 'the last 24 hours', choice: '24 hours', hours: 24 },
  '7d': { label: 'the last 7 days', choice: '7 days', hours: 7 * 24 },
  '30d': { label: 'the last 30 days', choice: '30 days', hours: 30 * 24 },
} as const;

export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as readonly Range[];

const HOUR_MS = 3_600_000;

/** The start of a range that ends at `now`, as ISO 8601. */
export const rangeStart = (range: Range, now = Date.now()): string =>
  new Date(now - ranges[range].hours * HOUR_MS).toISOString();

/** The label of a bucket: the time, the day with the time, or the day, depending on its length. */
export function bucketLabel(iso: string, bucketSeconds: number): string {
  const moment = new Date(iso);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = { month: 'short', day: 'numeric' } as const;
  if (bucketSeconds >= 86_400) return new Intl.DateTimeFormat('en', day).format(moment);
  return new Intl.DateTimeFormat('en', bucketSeconds > 3_600 ? { ...day, ...time } : time).format(moment);
}
