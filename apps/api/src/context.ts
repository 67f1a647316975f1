import type { HttpBindings } from '@hono/node-server';
import type { AppError, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImportProgress } from '@sluice/db/imports';
import type { Queues } from '@sluice/jobs';
import type { Storage, StorageServers } from '@sluice/storage';
import type { Context } from 'hono';
import type { DevelopmentToken } from './auth/development-token.ts';
import type { Principal, VerifyToken } from './auth/verify-token.ts';
import type { Batcher } from './batcher.ts';
import type { ProgressWatcher } from './events/progress-watcher.ts';
import type { ApiMetrics } from './metrics/api-metrics.ts';
import type { IdempotentRequest } from './middleware/idempotency.ts';
import type { InFlight } from './middleware/in-flight.ts';
import type { TraceLog } from './middleware/trace.ts';
import type { LimitState, RateLimiter } from './rate-limits/rate-limiter.ts';

/** Numbers that an operator may change. */
export interface Limits {
  readonly maxUploadBytes: number;
  readonly maxQueuedImports: number;
  readonly maxQueuedAnalyses: number;
  /** Of the file of an analysis whose sender waits for it. */
  readonly maxSyncAnalysisBytes: number;
  /** Proxies of ours in front of the API, which say in X-Forwarded-For whom they speak for. */
  readonly trustedProxies: number;
  readonly maxDocumentBytes: number;
  /** Larger documents are uploaded in chunks. */
  readonly chunkThresholdBytes: number;
  readonly uploadUrlSeconds: number;
  readonly uploadSessionSeconds: number;
  /** How long a completion waits for the verification. */
  readonly verifyWaitMs: number;
  /** A storage server that has not answered for so long gets no chunks. */
  readonly storageStaleSeconds: number;
}

/** Everything that the routes stand on, made by `main.ts`. */
export interface Deps {
  readonly logger: Logger;
  readonly db: Db;
  readonly queues: Queues;
  readonly storage: Storage;
  readonly servers: StorageServers;
  /** Where the installation's own storage is, which a storage server without an endpoint means. */
  readonly installation: { readonly endpoint: string | undefined; readonly region: string };
  readonly limits: Limits;
  /** The folder of the built dashboard. */
  readonly dashboardDir: string;
  readonly verifyToken: VerifyToken;
  /** Set where anybody may sign in as anybody, for development. */
  readonly developmentToken: DevelopmentToken | undefined;
  readonly imports: ProgressWatcher<ImportProgress>;
  readonly analyses: ProgressWatcher<AnalysisProgress>;
  readonly traces: TraceLog;
  /** What the queue has taken, to be marked so. */
  readonly enqueued: Readonly<Record<'imports' | 'analyses' | 'runs', Batcher<string>>>;
  readonly inFlight: InFlight;
  readonly rateLimiter: RateLimiter;
  readonly metrics: ApiMetrics;
  /** What a scraper has to send. Undefined: nothing, if it is near. */
  readonly metricsToken: string | undefined;
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal;
}

/** What the middleware knows about a request. */
export interface Variables {
  requestId: string;
  traceId: string;
  logger: Logger;
  /** Set by `authenticate`. */
  principal: Principal;
  /** The limits that this request was counted against. */
  rateLimits?: readonly LimitState[];
  /** Set by `idempotency` when the caller sent a key. */
  idempotent?: IdempotentRequest;
  /** The body, where something had to read it before the handler. */
  body?: Buffer;
  /** What the request turned out to be about, for its trace. */
  about: { docId?: string; jobId?: string };
  /** What it failed with, for the log. */
  failure?: AppError;
}

export interface AppEnv {
  Bindings: HttpBindings;
  Variables: Variables;
}
export type AppContext = Context<AppEnv>;
