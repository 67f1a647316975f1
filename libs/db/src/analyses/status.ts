import type { analysisStatuses } from '../schema/analysis-reports.ts';

export type AnalysisStatus = (typeof analysisStatuses)[number];

/** Every way an analysis' status may change, and when it does. Nothing else writes `analysis_reports.status`. */
const edges = {
  /** A worker takes the job; also again, after a crash left it `processing`. */
  claim: { from: ['queued', 'processing'], to: 'processing' },
  /** Report and downloads are recorded, in the same transaction. */
  complete: { from: ['processing'], to: 'completed' },
  /** The input is unusable, or the attempts are used up. */
  fail: { from: ['queued', 'processing'], to: 'failed' },
  /** Somebody asks for the end. */
  cancel: { from: ['queued', 'processing'], to: 'cancelling' },
  /** The worker has stopped and cleaned up, or none had begun. */
  cancelled: { from: ['cancelling'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly AnalysisStatus[]; to: AnalysisStatus }>;

export type AnalysisTransition = keyof typeof edges;

export const analysisTransition = (name: AnalysisTransition): { from: AnalysisStatus[]; to: AnalysisStatus } => ({
  from: [...edges[name].from],
  to: edges[name].to,
});

export const finalAnalysisStatuses: readonly AnalysisStatus[] = ['completed', 'failed', 'cancelled'];

export const isFinalAnalysis = (status: AnalysisStatus): boolean => finalAnalysisStatuses.includes(status);
