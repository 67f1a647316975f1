import { setMaxListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ImportTargets, type Logger, newId } from '@sluice/core';
import { createDb, type Db, migrateDatabase, migrationUrl } from '@sluice/db';
import { analysesProgress, analysisWork } from '@sluice/db/analyses';
import { KnownDefinitions, registerShipped } from '@sluice/db/importers';
import { importsProgress, importWork } from '@sluice/db/imports';
import { runWork } from '@sluice/db/reprocess-runs';
import { ownStorageClaim } from '@sluice/db/retention';
import { ensureDefaultServer } from '@sluice/db/storage-servers';
import { KnownTables } from '@sluice/db/targets';
import { shipped } from '@sluice/importers';
import { countingConnection, createQueues, producerConnection } from '@sluice/jobs';
import { claimAtStart, createStorage, createStorageServers, ringNodes, storageConfigFromEnv } from '@sluice/storage';
import pLimit from 'p-limit';
import { AuditedReads } from './audit/reads.ts';
import { createDevelopmentToken } from './auth/development-token.ts';
import { rememberTokens } from './auth/remember-tokens.ts';
import { createTokenVerifier } from './auth/verify-token.ts';
import { Batcher } from './batcher.ts';
import type { Deps, Limits } from './context.ts';
import type { ApiEnv } from './env.ts';
import { ProgressWatcher } from './events/progress-watcher.ts';
import { StreamQuota } from './events/stream-quota.ts';
import { keptFromEnv } from './expiry.ts';
import { checkDefinition } from './importers/check-definition.ts';
import { ImporterFolder } from './importers/folder.ts';
import { createApiMetrics } from './metrics/api-metrics.ts';
import { InFlight } from './middleware/in-flight.ts';
import { Refusals } from './middleware/refusals.ts';
import { TraceLog } from './middleware/trace.ts';
import { quotasFromEnv } from './rate-limits/limits.ts';
import { RateLimiter } from './rate-limits/rate-limiter.ts';
import { lookAtDependencies } from './status/dependencies.ts';
import { DependencyWatch } from './status/dependency-watch.ts';
import { createTogether } from './together.ts';
import { waitFor } from './wait-for.ts';

const BUILT_DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

export interface OpenDeps {
  readonly deps: Deps;
  close(): Promise<void>;
}

/** Creates the dependencies of all routes. Connections open on first use. */
export function createDeps(env: ApiEnv, logger: Logger, stopping: AbortSignal): OpenDeps {
  // Every open event stream adds a listener.
  setMaxListeners(0, stopping);
  const db = createDb(env.DATABASE_URL, {
    poolSize: env.DATABASE_POOL_SIZE,
    silenceMs: env.DATABASE_SILENCE_SECONDS * 1_000,
  });
  const connection = producerConnection(env.REDIS_URL);
  const queues = createQueues(connection, { prefix: env.REDIS_PREFIX });
  const storageConfig = storageConfigFromEnv(env);
  const storage = createStorage(storageConfig, logger);
  const servers = createStorageServers({ config: storageConfig, main: storage, logger });
  const traces = new TraceLog(db, logger);
  const marks = (write: (db: Db, ids: readonly string[]) => Promise<void>) =>
    new Batcher<string>({
      write: (ids) => write(db, ids),
      onError: (err, ids) =>
        logger.warn({ err, ids }, 'could not mark jobs as enqueued; the orphan sweep enqueues them again'),
    });
  const enqueued = {
    imports: marks(importWork.markEnqueued),
    analyses: marks(analysisWork.markEnqueued),
    runs: marks(runWork.markEnqueued),
  };
  const watchers = {
    imports: new ProgressWatcher({ load: (ids) => importsProgress(db, ids), idOf: ({ id }) => id, logger }),
    analyses: new ProgressWatcher({
      load: (ids) => analysesProgress(db, ids),
      idOf: ({ analysisId }) => analysisId,
      logger,
    }),
  };
  const streams = new StreamQuota({
    connection,
    prefix: env.REDIS_PREFIX,
    limit: env.MAX_EVENT_STREAMS,
    waitMs: env.RATE_LIMIT_WAIT_MS,
  });
  const inFlight = new InFlight();
  const rateLimiter = new RateLimiter({
    connection: countingConnection(env.REDIS_URL),
    prefix: env.REDIS_PREFIX,
    quotas: quotasFromEnv(env),
    waitMs: env.RATE_LIMIT_WAIT_MS,
    logger,
  });
  const metrics = createApiMetrics({
    inFlight: () => inFlight.size,
    eventStreams: () => ({ imports: watchers.imports.size, analyses: watchers.analyses.size }),
    rateLimiter: () => rateLimiter,
  });
  const limits = limitsFromEnv(env);
  const targets = new ImportTargets(env);
  const tables = new KnownTables(db);
  const tableOwnerUrl = migrationUrl(env);
  const folder =
    env.IMPORTERS_DIR === undefined
      ? undefined
      : new ImporterFolder({
          ...{ dir: env.IMPORTERS_DIR, everyMs: env.IMPORTERS_DIR_CHECK_MS, db, logger },
          check: (source, format) =>
            checkDefinition({ db, targets, tables, tableOwnerUrl, logger }, source, { format, owner: 'all' }),
        });
  const dependencies = new DependencyWatch({
    look: () => lookAtDependencies({ db, queues, storage, limits }),
    everyMs: env.STATUS_CHECK_MS,
  });
  const deps: Deps = {
    logger,
    db,
    queues,
    storage,
    servers,
    limits,
    kept: keptFromEnv(env),
    targets,
    tables,
    definitions: new KnownDefinitions(db),
    tableOwnerUrl,
    folder,
    dependencies,
    installation: { endpoint: env.S3_ENDPOINT, region: env.S3_REGION },
    traces,
    refusals: new Refusals(traces),
    auditedReads: new AuditedReads(),
    enqueued,
    together: createTogether(db, limits),
    stopping,
    dashboardDir: env.DASHBOARD_DIR ?? BUILT_DASHBOARD,
    verifyToken: rememberTokens(createTokenVerifier(env)),
    developmentToken: createDevelopmentToken(env),
    ...watchers,
    streams,
    deletions: pLimit(Math.max(1, Math.floor(env.DATABASE_POOL_SIZE / 3))),
    inFlight,
    rateLimiter,
    metrics,
    metricsToken: env.METRICS_TOKEN,
  };
  return {
    deps,
    async close() {
      dependencies.close();
      await folder?.close();
      await Promise.all([traces, ...Object.values(enqueued)].map((writer) => writer.settled()));
      await queues.close();
      rateLimiter.close();
      streams.close();
      connection.disconnect();
      await db.$close();
      servers.close();
      storage.close();
    },
  };
}

const limitsFromEnv = (env: ApiEnv): Limits => ({
  maxUploadBytes: env.MAX_UPLOAD_BYTES,
  uploads: { maxUploads: env.MAX_UPLOADS_PER_ACCOUNT, maxBytes: env.MAX_BYTES_PER_ACCOUNT },
  membersMayDefine: env.MEMBERS_MAY_DEFINE,
  importers: {
    maxImporters: env.MAX_IMPORTERS_PER_ACCOUNT,
    maxTables: env.MAX_TABLES_PER_ACCOUNT,
    maxVersions: env.MAX_VERSIONS_PER_IMPORTER,
  },
  maxQueuedImports: env.MAX_QUEUED_IMPORTS,
  maxQueuedAnalyses: env.MAX_QUEUED_ANALYSES,
  maxSyncAnalysisBytes: env.SYNC_ANALYSIS_MAX_BYTES,
  trustedProxies: env.TRUST_PROXY,
  maxDocumentBytes: env.MAX_DOCUMENT_BYTES,
  chunkThresholdBytes: env.CHUNK_THRESHOLD_BYTES,
  uploadUrlSeconds: env.UPLOAD_URL_TTL_SECONDS,
  uploadSessionSeconds: env.UPLOAD_SESSION_SECONDS,
  uploadLifeSeconds: env.UPLOAD_LIFE_SECONDS,
  verifyWaitMs: env.UPLOAD_VERIFY_WAIT_MS,
  storageStaleSeconds: env.STORAGE_STALE_SECONDS,
  previewWaitMs: env.PREVIEW_WAIT_MS,
  syncAnalysisWaitMs: env.SYNC_ANALYSIS_WAIT_MS,
});

/** Waits for MySQL, Redis and S3, then migrates the schema and creates the bucket where allowed. */
export async function prepare(
  env: ApiEnv,
  { db, queues, storage, folder, rateLimiter, logger, stopping }: Deps,
): Promise<void> {
  const waiting = { logger, signal: stopping };
  await Promise.all([
    waitFor('MySQL', () => migrateDatabase(migrationUrl(env), { logger }), waiting),
    waitFor('Redis', () => queues.check(), waiting),
    waitFor('S3', () => storage.ensureBucket(), waiting),
  ]);
  await claimAtStart(storage, ownStorageClaim(db), logger);
  const serverId = newId();
  const own = { serverId, region: env.S3_REGION, bucket: env.S3_BUCKET, nodes: ringNodes(serverId) };
  await waitFor('MySQL', () => ensureDefaultServer(db, own), waiting);
  const taken = await waitFor('MySQL', () => registerShipped(db, shipped), waiting);
  if (taken.length > 0)
    logger.warn({ importers: taken }, 'importers that are shipped were left out: their names are in use');
  await folder?.start();
  // Opened while Redis is up: a queue first used during an outage would wait instead of failing.
  await waitFor('Redis', () => queues.open(), waiting);
  await rateLimiter.ready();
}
