import type { importStatuses } from '../schema/bulk-import-jobs.ts';

export type ImportStatus = (typeof importStatuses)[number];

/** Every way an import's status may change, and when it does. Nothing else writes `bulk_import_jobs.status`. */
const edges = {
  /** A worker takes the job; also again, after a crash left it `processing`. */
  claim: { from: ['pending', 'processing'], to: 'processing' },
  /** Every batch is settled and the result file recorded. */
  complete: { from: ['processing'], to: 'completed' },
  /** The input is unusable, or the attempts are used up. */
  fail: { from: ['pending', 'processing'], to: 'failed' },
  /** Somebody asks for the end; what was written stays. */
  cancel: { from: ['pending', 'processing'], to: 'cancelling' },
  /** The worker has stopped, or none had begun. */
  cancelled: { from: ['cancelling'], to: 'cancelled' },
  /** Somebody runs a failed import again; it goes on where it stopped. */
  retry: { from: ['failed'], to: 'pending' },
} as const satisfies Record<string, { from: readonly ImportStatus[]; to: ImportStatus }>;

export type ImportTransition = keyof typeof edges;

export const transition = (name: ImportTransition): { from: ImportStatus[]; to: ImportStatus } => ({
  from: [...edges[name].from],
  to: edges[name].to,
});

export const isFinal = (status: ImportStatus): boolean => ['completed', 'failed', 'cancelled'].includes(status);
