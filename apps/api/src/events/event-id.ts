import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImportProgress } from '@sluice/db/imports';

/**
 * The id of the event that tells of this state: two events with the same id tell the same. A client that comes back
 * with `Last-Event-ID` is told only what differs from what it knows.
 */
export const importEventId = (job: ImportProgress): string =>
  [job.attempt, job.totalRows ?? '', job.checkedRows, job.processedRows, job.status].join('.');

export const analysisEventId = ({ attempt, phase, percent, totalRows, status }: AnalysisProgress): string =>
  [attempt, encodeURIComponent(phase ?? ''), percent, totalRows ?? '', status].join('.');

/** Whether the event with this id was the last of its stream. */
export const isLastEvent = (id: string): boolean => /\.(?:completed|failed|cancelled)$/.test(id);
