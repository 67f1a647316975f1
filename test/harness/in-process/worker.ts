import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError, createLogger, ImportTargets } from '@sluice/core';
import { parseEnv } from '@sluice/core/settings';
import { createDb } from '@sluice/db';
import { registerShipped } from '@sluice/db/importers';
import { KnownTables } from '@sluice/db/targets';
import { shipped } from '@sluice/importers';
import { createStorage, createStorageServers, storageConfigFromEnv } from '@sluice/storage';
import { Turns } from '../../../apps/worker/src/analyses/redeliver.ts';
import type { Tools } from '../../../apps/worker/src/analyses/types.ts';
import { KeptFiles } from '../../../apps/worker/src/delivery/kept-files.ts';
import { workerEnvSchema } from '../../../apps/worker/src/env.ts';
import { StoredImporters } from '../../../apps/worker/src/imports/stored-importers.ts';
import { createWorkerMetrics } from '../../../apps/worker/src/metrics/worker-metrics.ts';
import type { WorkerDeps } from '../../../apps/worker/src/processors/types.ts';
import { startWorkers } from '../../../apps/worker/src/runner/workers.ts';
import { SpoolFolder } from '../../../apps/worker/src/spool/folder.ts';
import { defaultTableLimits } from '../../../apps/worker/src/tabular/index.ts';
import type { Stack } from '../stack.ts';

export interface InProcessWorker {
  readonly deps: WorkerDeps;
  readonly spool: string;
  /** Starts taking jobs. */
  start(): void;
  /** Stops as after SIGTERM; once. */
  close(): Promise<void>;
}

/** Storage errors surface quickly, and retries start soon. */
const QUICK = {
  ANALYSIS_MEMORY_MB: '256',
  ANALYSIS_THREADS: '1',
  ARTIFACT_RETRY_BASE_MS: '100',
  ARTIFACT_RETRY_CAP_MS: '400',
  S3_MAX_ATTEMPTS: '2',
  S3_RETRY_BASE_MS: '10',
  S3_RETRY_CAP_MS: '50',
};

/** A worker inside the test process, with the given tools. */
export async function inProcessWorker(
  stack: Stack,
  tools: Tools,
  more: Readonly<Record<string, string>> = {},
): Promise<InProcessWorker> {
  const spool = more.SPOOL_DIR ?? (await mkdtemp(path.join(os.tmpdir(), 'sluice-in-process-')));
  const env = parseEnv(workerEnvSchema, { ...stack.env, ...QUICK, ...more });
  const logger = createLogger({ service: 'test', level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const db = createDb(env.DATABASE_URL, { poolSize: 5, silenceMs: env.DATABASE_SILENCE_SECONDS * 1_000 });
  await registerShipped(db, shipped);
  const config = storageConfigFromEnv(env);
  const storage = createStorage(config, logger);
  const servers = createStorageServers({ config, main: storage, logger });
  const deps: WorkerDeps = {
    ...{ db, storage, servers, tools, env, limits: defaultTableLimits, queues: stack.queues },
    metrics: createWorkerMetrics({ db, queues: stack.queues, staleSeconds: env.STORAGE_STALE_SECONDS, logger }),
    spool: new SpoolFolder(spool),
    kept: new KeptFiles(path.join(spool, 'kept')),
    importers: new StoredImporters(db),
    targets: new ImportTargets(env),
    tables: new KnownTables(db),
    turns: new Turns(),
    engine: {
      memoryMb: env.ANALYSIS_MEMORY_MB,
      tempMb: env.ANALYSIS_TEMP_MB,
      threads: env.ANALYSIS_THREADS ?? 1,
    },
    analysisSeconds: env.ANALYSIS_TIMEOUT_SECONDS,
  };
  const stopping = new AbortController();
  let workers: ReturnType<typeof startWorkers> | undefined;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    stopping.abort(new AppError('JOB_STOPPED', 'The worker is stopping.', { retryable: true }));
    await workers?.close();
    await db.$close();
    storage.close();
    await rm(spool, { recursive: true, force: true });
  };
  return {
    deps,
    spool,
    start() {
      workers = startWorkers({ deps, logger, stopping: stopping.signal }, env);
    },
    close: () => (closed ??= close()),
  };
}
