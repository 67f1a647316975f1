import { setMaxListeners } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import {
  AppError,
  createLogger,
  ImportTargets,
  inTime,
  type Logger,
  newId,
  toAppError,
  tuneCollector,
} from '@sluice/core';
import { parseEnv } from '@sluice/core/settings';
import { createDb, databaseError, migrateDatabase, migrationUrl } from '@sluice/db';
import { registerShipped } from '@sluice/db/importers';
import { ownStorageClaim } from '@sluice/db/retention';
import { ensureDefaultServer } from '@sluice/db/storage-servers';
import { KnownTables } from '@sluice/db/targets';
import { shipped } from '@sluice/importers';
import { createQueues, producerConnection } from '@sluice/jobs';
import { claimAtStart, createStorage, createStorageServers, ringNodes, storageConfigFromEnv } from '@sluice/storage';
import { tools } from './analyses/index.ts';
import { Turns } from './analyses/redeliver.ts';
import { KeptFiles } from './delivery/kept-files.ts';
import { type WorkerEnv, workerEnvSchema } from './env.ts';
import { StoredImporters } from './imports/stored-importers.ts';
import { serveMetrics } from './metrics/serve.ts';
import { createWorkerMetrics } from './metrics/worker-metrics.ts';
import { type SweepKept, sweepKept } from './retention/kept.ts';
import { keepScheduled, scheduleJobs } from './runner/schedule.ts';
import { startWorkers } from './runner/workers.ts';
import { SpoolFolder } from './spool/folder.ts';
import { defaultTableLimits } from './tabular/index.ts';

tuneCollector();

/**
 * The command line may limit the young objects of the main thread (scripts/app-memory.mjs). Without this, the limit would also
 * override the limits that threads are started with.
 */
setFlagsFromString('--max-semi-space-size=0');

/** Maximum time to shut down after SIGTERM. */
const STOP_MS = 9_500;
/** Maximum time to close a connection after all jobs have ended. */
const CLOSE_MS = 1_000;
const START_RETRY_MS = 2_000;

/** Waits for the servers that Sluice needs, with a log message, instead of crashing in a restart loop. */
async function whenReachable<T>(what: string, logger: Logger, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const { code, message } = databaseError(error);
      if (code === 'CONFIG_INVALID' || code === 'STORAGE_REFUSED') throw error;
      logger.warn({ what, code, reason: message }, `${what} is not reachable yet; retrying`);
      await delay(START_RETRY_MS);
    }
  }
}

const HOUR_MS = 3_600_000;

/** Kept files and spools of dead workers are local to this machine, but retention may run on any machine. */
function sweepLocalFilesHourly(sweep: SweepKept, spool: SpoolFolder): NodeJS.Timeout {
  const { logger } = sweep;
  const run = async () => {
    await sweepKept(sweep).catch((error) => logger.warn({ err: error }, 'could not sweep the kept files'));
    await spool.sweep(logger).catch((error) => logger.warn({ err: error }, 'could not sweep the spool'));
  };
  void run();
  return setInterval(() => void run(), HOUR_MS);
}

async function start(env: WorkerEnv, logger: Logger): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  // Every running job adds listeners.
  setMaxListeners(0, stopping.signal);
  await whenReachable('the database', logger, () => migrateDatabase(migrationUrl(env), { logger }));
  const db = createDb(env.DATABASE_URL, {
    poolSize: env.DATABASE_POOL_SIZE,
    silenceMs: env.DATABASE_SILENCE_SECONDS * 1_000,
  });
  const storageConfig = storageConfigFromEnv(env);
  const storage = createStorage(storageConfig, logger);
  const servers = createStorageServers({ config: storageConfig, main: storage, logger });
  await whenReachable('the object storage', logger, () => storage.ensureBucket());
  await claimAtStart(storage, ownStorageClaim(db), logger);
  await whenReachable('the database', logger, () => {
    const serverId = newId();
    const { region, bucket } = storageConfig;
    return ensureDefaultServer(db, { serverId, region, bucket, nodes: ringNodes(serverId) });
  });
  await whenReachable('the database', logger, () => registerShipped(db, shipped));
  const spoolDir = env.SPOOL_DIR ?? path.join(os.tmpdir(), 'sluice-spool');
  const spool = new SpoolFolder(spoolDir);
  const redis = producerConnection(env.REDIS_URL);
  const queues = createQueues(redis, { prefix: env.REDIS_PREFIX });
  await whenReachable('Redis', logger, () => scheduleJobs({ queues, env }));
  const stopScheduling = keepScheduled({ queues, env, redis, logger });
  const metrics = createWorkerMetrics({ db, queues, staleSeconds: env.STORAGE_STALE_SECONDS, logger });
  const deps = {
    ...{ db, storage, servers, spool, queues, env, metrics, limits: defaultTableLimits, tools },
    importers: new StoredImporters(db),
    targets: new ImportTargets(env),
    tables: new KnownTables(db),
    kept: new KeptFiles(path.join(spoolDir, 'kept')),
    turns: new Turns(),
    engine: {
      memoryMb: env.ANALYSIS_MEMORY_MB,
      tempMb: env.ANALYSIS_TEMP_MB,
      threads: env.ANALYSIS_THREADS ?? os.availableParallelism(),
    },
    analysisSeconds: env.ANALYSIS_TIMEOUT_SECONDS,
  };
  const kept = { db, kept: deps.kept, orphanHours: env.RETENTION_ORPHAN_HOURS, logger };
  const localSweep = sweepLocalFilesHourly(kept, spool);
  const workers = startWorkers({ deps, logger, stopping: stopping.signal }, env);
  const metricsServer = await serveMetrics({ metrics, db, queues, storage, stopping: stopping.signal }, env, logger);
  logger.info({ imports: env.WORKER_IMPORT_CONCURRENCY, analyses: env.WORKER_ANALYSIS_CONCURRENCY }, 'ready');
  return async () => {
    stopping.abort(
      new AppError('JOB_STOPPED', 'The worker is shutting down; another one will continue.', { retryable: true }),
    );
    clearInterval(localSweep);
    stopScheduling();
    metricsServer?.close();
    await workers.close();
    await inTime(queues.close(), CLOSE_MS).catch(() => {});
    redis.disconnect();
    // Waits for the answers to running queries, which may never come.
    await inTime(db.$close(), CLOSE_MS).catch(() => {});
    servers.close();
    storage.close();
  };
}

async function main(): Promise<void> {
  const env = parseEnv(workerEnvSchema, process.env);
  const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
  let stop: (() => Promise<void>) | undefined;
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) return;
    asked = true;
    logger.info({ signal }, 'shutting down at the next batch');
    setTimeout(() => {
      logger.error('shutdown timed out; ending the process');
      // `process.exit` waits for native work, such as a query of DuckDB or a read from a disk that stalls.
      process.kill(process.pid, 'SIGKILL');
    }, STOP_MS).unref();
    (stop ? stop() : Promise.resolve()).then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error) => {
        logger.error({ err: error }, 'shutdown failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  stop = await start(env, logger);
}

main().catch((error: unknown) => {
  const { code, message } = toAppError(error);
  process.stderr.write(`worker: ${code}: ${message}\n`);
  process.exit(1);
});
