import type { components } from '@sluice/client';

export type JobStats = components['schemas']['JobStats'];
export type EndedCounts = components['schemas']['EndedJobs'];

/** The totals over all job kinds. */
export function endedOf({ import: imports, analysis, reprocess }: JobStats['ended']): EndedCounts {
  const sum = (field: keyof EndedCounts) => imports[field] + analysis[field] + reprocess[field];
  return { succeeded: sum('succeeded'), failed: sum('failed'), cancelled: sum('cancelled') };
}
