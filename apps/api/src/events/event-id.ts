import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImportProgress } from '@sluice/db/imports';

/**
 * The ID of the event for this state: events with the same ID have the same content. A client that reconnects with
 * `Last-Event-ID` only receives newer states.
 */
export const importEventId = (job: ImportProgress): string =>
  [job.attempt, job.totalRows ?? '', job.checkedRows, job.processedRows, job.status].join('.');

export const analysisEventId = ({ attempt, phase, percent, totalRows, status }: AnalysisProgress): string =>
  [attempt, encodeURIComponent(phase ?? ''), percent, totalRows ?? '', status].join('.');

/** Whether the event with this id was the last of its stream. */
export const isLastEvent = (id: string): boolean => /\.(?:completed|failed|cancelled)$/.test(id);
