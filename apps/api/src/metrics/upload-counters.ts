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
  const counter = <L extends string>(spec: { name: string; help: string; labelNames: readonly L[] }) =>
    new Counter({ ...spec, labelNames: [...spec.labelNames], registers });
  const started = counter(uploadMetrics.started);
  const completed = counter(uploadMetrics.completed);
  const failed = counter(uploadMetrics.failed);
  const refused = counter(uploadMetrics.refused);
  const retried = counter(uploadMetrics.retried);
  const regenerated = counter(uploadMetrics.regenerated);
  const known = counter(uploadMetrics.known);
  const { buckets, labelNames, ...seconds } = uploadMetrics.seconds;
  const durations = new Histogram({ ...seconds, labelNames: [...labelNames], buckets: [...buckets], registers });
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
