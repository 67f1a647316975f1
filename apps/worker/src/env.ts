import { envInt } from '@sluice/core';
import { databaseEnvSchema } from '@sluice/db';
import { storageEnvSchema } from '@sluice/storage';
import { z } from 'zod';

/** The worker's environment; read once, in `main.ts`. */
export const workerEnvSchema = z.object({
  ...databaseEnvSchema.shape,
  ...storageEnvSchema.shape,
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'expected redis://host:port'),
  REDIS_PREFIX: z.string().default('sluice'),
  /** Where files lie while they are imported: as much disk as the largest file, times the concurrency, twice. */
  SPOOL_DIR: z.string().optional(),
  WORKER_IMPORT_CONCURRENCY: envInt(1, 64).default(2),
  WORKER_ANALYSIS_CONCURRENCY: envInt(1, 64).default(1),
  /** What the engine of one analysis may use before it spills to the spool, in MiB. */
  ANALYSIS_MEMORY_MB: envInt(64, 1_048_576).default(512),
  /** Threads of the engine; as many as the machine has cores unless told. */
  ANALYSIS_THREADS: envInt(1, 1_024).optional(),
  /** Waits between attempts to deliver an artifact that S3 did not take: the first and the longest. */
  ARTIFACT_RETRY_BASE_MS: envInt(1, 3_600_000).optional(),
  ARTIFACT_RETRY_CAP_MS: envInt(1, 86_400_000).optional(),
  /** An upload session lives for so long after the last sign of its client, and a URL is waited for so long after its end. */
  UPLOAD_SESSION_SECONDS: envInt(1, 604_800).default(3_600),
  /** How often idle uploads are looked for. */
  SESSION_SWEEP_MS: envInt(500, 3_600_000).default(300_000),
  RETENTION_DOCUMENTS_DAYS: envInt(1, 36_500).default(7),
  /** An upload that has failed can be repaired for so long. */
  RETENTION_FAILED_UPLOADS_HOURS: envInt(0, 8_760).default(24),
  /** Stored bytes that nobody has read for so long are read and compared with their hashes; 0: never. */
  SCRUB_DAYS: envInt(0, 36_500).default(30),
  /** What one hourly run of it reads at most. */
  SCRUB_BYTES_PER_RUN: envInt(1).default(10 * 2 ** 30),
  RETENTION_DOWNLOADS_DAYS: envInt(1, 36_500).default(30),
  RETENTION_REJECTS_DAYS: envInt(1, 36_500).default(30),
  RETENTION_TRACES_DAYS: envInt(1, 36_500).default(30),
  /** An object or kept file that nothing refers to is deleted when it is so old. */
  RETENTION_ORPHAN_HOURS: envInt(0, 8_760).default(24),
  /** Rows in a batch of a new import: one transaction each. */
  IMPORT_BATCH_ROWS: envInt(1, 100_000).default(10_000),
  /** A worker that has not renewed its lock for so long has died; its jobs go to others. */
  WORKER_LOCK_MS: envInt(1_000, 600_000).default(15_000),
  /** How often the workers look for such jobs. */
  WORKER_STALLED_CHECK_MS: envInt(500, 600_000).default(5_000),
  ORPHAN_SWEEP_MS: envInt(500, 3_600_000).default(30_000),
  /** How often the storage servers are asked whether they are there. */
  STORAGE_PROBE_MS: envInt(100, 600_000).default(10_000),
  /** A storage server that has not answered for so long gets no chunks. */
  STORAGE_STALE_SECONDS: envInt(1, 86_400).default(30),
  /** A row that has not changed for so long, and has no job in the queue, gets one. */
  ORPHAN_QUIET_SECONDS: envInt(1, 86_400).default(60),
  /** Where GET /metrics is answered; 0 takes any free port, and without one there are none. */
  METRICS_PORT: envInt(0, 65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** What a scraper has to send. Without it only private addresses are answered. */
  METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
});
export type WorkerEnv = z.output<typeof workerEnvSchema>;
