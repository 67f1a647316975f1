import { type UploadWay, uploadMetrics } from '@sluice/core';
import { Counter, Histogram, type Registry } from 'prom-client';

/** An upload that a worker has verified or ended; `createdAt` is when it was announced. */
export interface CountedUpload {
  readonly storage: Exclude<UploadWay, 'api'>;
  readonly createdAt: Date;
}

/** What workers see of uploads and deliveries; the API counts the rest of the uploads. */
export interface UploadCounters {
  uploadCompleted(upload: CountedUpload): void;
  /** `reason` is an error code. */
  uploadFailed(upload: CountedUpload, reason: string): void;
  /** `first`: by the analysis or import that made the artifact; `later`: again, by the queue or a re-processing run. */
  delivered(attempt: 'first' | 'later', outcome: 'delivered' | 'failed'): void;
}

export function createUploadCounters(registers: Registry[]): UploadCounters {
  const completed = new Counter({ ...uploadMetrics.completed, registers });
  const failed = new Counter({ ...uploadMetrics.failed, registers });
  const durations = new Histogram({ ...uploadMetrics.seconds, buckets: [...uploadMetrics.seconds.buckets], registers });
  const deliveries = new Counter({
    name: 'sluice_deliveries_total',
    help: 'Attempts to deliver an artifact or a result file to S3, the first one and later ones.',
    labelNames: ['attempt', 'outcome'],
    registers,
  });
  return {
    uploadCompleted({ storage: way, createdAt }) {
      completed.inc({ way });
      durations.observe({ way }, Math.max(0, Date.now() - createdAt.getTime()) / 1_000);
    },
    uploadFailed: ({ storage: way }, reason) => failed.inc({ way, reason }),
    delivered: (attempt, outcome) => deliveries.inc({ attempt, outcome }),
  };
}
