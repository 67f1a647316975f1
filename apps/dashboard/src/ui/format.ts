import { formatCount, formatDuration } from '@sluice/client';

export { formatBytes, formatCount, formatDuration } from '@sluice/client';

/** `1 record`, `1,234 records`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Milliseconds as `340 ms`, `2.4 s`, or as `formatDuration` formats it above that. */
export function formatMillis(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 9_950 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms / 1_000);
}
