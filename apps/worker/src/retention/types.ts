import type { Db } from '@sluice/db';
import type { Queues } from '@sluice/jobs';
import type { Storage, StorageServers } from '@sluice/storage';
import type { KeptFiles } from '../delivery/kept-files.ts';
import type { WorkerEnv } from '../env.ts';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';

/** Dependencies of retention. */
export interface RetentionDeps {
  readonly db: Db;
  readonly storage: Storage;
  readonly servers: StorageServers;
  readonly kept: KeptFiles;
  readonly queues: Queues;
  readonly env: WorkerEnv;
  readonly metrics: Pick<WorkerMetrics, 'uploadFailed'>;
}
