import { type UploadWay, uploadMetrics } from '@sluice/core';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts uploads in the API; workers count those that they verify or expire. */
export interface UploadCounters {
  started(way: UploadWay): void;
  completed(way: UploadWay, seconds: number): void;
  /** `reason` is an error code. */
  failed(way: UploadWay, reason: string): void;
  refused(reason: string): void;
  retried(way: UploadWay): void;
  regenerated(way: UploadWay): void;
  known(way: UploadWay): void;
}

export function createUploadCounters(registers: Registry[]): UploadCounters {
  const started = new Counter({ ...uploadMetrics.started, registers });
  const completed = new Counter({ ...uploadMetrics.completed, registers });
  const failed = new Counter({ ...uploadMetrics.failed, registers });
  const refused = new Counter({ ...uploadMetrics.refused, registers });
  const retried = new Counter({ ...uploadMetrics.retried, registers });
  const regenerated = new Counter({ ...uploadMetrics.regenerated, registers });
  const known = new Counter({ ...uploadMetrics.known, registers });
  const durations = new Histogram({ ...uploadMetrics.seconds, buckets: [...uploadMetrics.seconds.buckets], registers });
  return {
    started: (way) => started.inc({ way }),
    completed(way, taken) {
      completed.inc({ way });
      durations.observe({ way }, taken);
    },
    failed: (way, reason) => failed.inc({ way, reason }),
    refused: (reason) => refused.inc({ reason }),
    retried: (way) => retried.inc({ way }),
    regenerated: (way) => regenerated.inc({ way }),
    known: (way) => known.inc({ way }),
  };
}
