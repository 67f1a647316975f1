import { formatDuration } from '@sluice/client';

export { counted, formatBytes, formatCount, formatDuration } from '@sluice/client';

/** Milliseconds as `340 ms`, `2.4 s`, or as `formatDuration` formats it above that. */
export function formatMillis(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 9_950 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms / 1_000);
}
