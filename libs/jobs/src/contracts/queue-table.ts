import type { workSettings } from '@sluice/core/settings';
import type { z } from 'zod';

type WorkSetting = keyof z.output<typeof workSettings>;
type ConcurrencySetting = Extract<WorkSetting, `WORKER_${string}_CONCURRENCY`>;
type RunningSetting = Exclude<Extract<WorkSetting, `MAX_RUNNING_${string}`>, 'MAX_RUNNING_PER_ACCOUNT'>;

/** One BullMQ queue. Kinds of jobs that must not delay each other have separate queues. */
export interface QueueDefinition {
  /** Its description on the queue board. */
  readonly about: string;
  /** Concurrent jobs per worker: a number, or the setting that holds it. */
  readonly concurrency: number | ConcurrencySetting;
  /** The setting that limits how many of its jobs an account runs even while no other waits. Default: no limit. */
  readonly mostPerAccount?: RunningSetting;
}

export const queueTable = {
  imports: { about: 'Imports', concurrency: 'WORKER_IMPORT_CONCURRENCY' },
  previews: { about: 'Previews and templates, for callers that wait', concurrency: 4 },
  exports: { about: 'Result files in other formats', concurrency: 1 },
  analyses: {
    about: 'Analyses: profile and clean',
    concurrency: 'WORKER_ANALYSIS_CONCURRENCY',
    mostPerAccount: 'MAX_RUNNING_ANALYSES',
  },
  'sync-analyses': {
    about: 'Analyses of small files, for callers that wait',
    concurrency: 1,
    mostPerAccount: 'MAX_RUNNING_ANALYSES',
  },
  'artifact-uploads': { about: 'Failed deliveries and re-processing runs', concurrency: 2 },
  documents: {
    about: 'Verifying uploads, draining storage servers, scrubbing stored documents',
    concurrency: 4,
  },
  // More than its number of kinds: the storage probe must not wait for sweeps that wait for a dead server.
  maintenance: { about: 'Sweeps and retention', concurrency: 8 },
} as const satisfies Record<string, QueueDefinition>;

export type QueueName = keyof typeof queueTable;
export const queueNames = Object.keys(queueTable) as [QueueName, ...QueueName[]];
