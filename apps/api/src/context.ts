import type { HttpBindings } from '@hono/node-server';
import type { AppError, ImportTargets, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { UploadLimits } from '@sluice/db/account-usage';
import type { AnalysisProgress } from '@sluice/db/analyses';
import type { ImporterLimits, KnownDefinitions } from '@sluice/db/importers';
import type { ImportProgress } from '@sluice/db/imports';
import type { KnownTables } from '@sluice/db/targets';
import type { Queues } from '@sluice/jobs';
import type { Storage, StorageServers } from '@sluice/storage';
import type { Context } from 'hono';
import type { LimitFunction } from 'p-limit';
import type { AuditedReads } from './audit/reads.ts';
import type { AuditTrail } from './audit/trail.ts';
import type { DevelopmentToken } from './auth/development-token.ts';
import type { Principal, VerifyToken } from './auth/verify-token.ts';
import type { Batcher } from './batcher.ts';
import type { ProgressWatcher } from './events/progress-watcher.ts';
import type { StreamQuota } from './events/stream-quota.ts';
import type { Kept } from './expiry.ts';
import type { ImporterFolder } from './importers/folder.ts';
import type { ApiMetrics } from './metrics/api-metrics.ts';
import type { IdempotentRequest } from './middleware/idempotency.ts';
import type { InFlight } from './middleware/in-flight.ts';
import type { Refusals } from './middleware/refusals.ts';
import type { TraceLog } from './middleware/trace.ts';
import type { LimitState, RateLimiter } from './rate-limits/rate-limiter.ts';
import type { DependencyWatch } from './status/dependency-watch.ts';
import type { Together } from './together.ts';

/** Limits that an operator can configure. */
export interface Limits {
  readonly maxUploadBytes: number;
  /** Uploads in progress and bytes of documents per account. */
  readonly uploads: UploadLimits;
  /** Whether members may define importers for their own account. */
  readonly membersMayDefine: boolean;
  /** Importers and tables that an account may have made for itself. */
  readonly importers: ImporterLimits;
  readonly maxQueuedImports: number;
  readonly maxQueuedAnalyses: number;
  /** Largest file of a synchronous analysis. */
  readonly maxSyncAnalysisBytes: number;
  /** Number of trusted proxies in front of the API, which append to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly maxDocumentBytes: number;
  /** Larger documents are uploaded in chunks. */
  readonly chunkThresholdBytes: number;
  readonly uploadUrlSeconds: number;
  readonly uploadSessionSeconds: number;
  /** The longest time between the announcement of an upload and its end. */
  readonly uploadLifeSeconds: number;
  /** How long completing an upload waits for verification. */
  readonly verifyWaitMs: number;
  /** A storage server whose last heartbeat is older than this gets no chunks. */
  readonly storageStaleSeconds: number;
  /** How long a preview or a template, and a synchronous analysis, wait for a worker. */
  readonly previewWaitMs: number;
  readonly syncAnalysisWaitMs: number;
}

/** The dependencies of all routes, created by `main.ts`. */
export interface Deps {
  readonly logger: Logger;
  readonly db: Db;
  readonly queues: Queues;
  readonly storage: Storage;
  readonly servers: StorageServers;
  /** The installation's own S3 endpoint, which a storage server without an endpoint uses. */
  readonly installation: { readonly endpoint: string | undefined; readonly region: string };
  readonly limits: Limits;
  /** How long things are kept. */
  readonly kept: Kept;
  /** The tables that importers may use, and what they are like. */
  readonly targets: ImportTargets;
  readonly tables: KnownTables;
  readonly definitions: KnownDefinitions;
  /** The database as a user who may make tables. */
  readonly tableOwnerUrl: string;
  /** Undefined without IMPORTERS_DIR. */
  readonly folder: ImporterFolder | undefined;
  /** The folder of the built dashboard. */
  readonly dashboardDir: string;
  readonly verifyToken: VerifyToken;
  /** Set where development sign-in is enabled. */
  readonly developmentToken: DevelopmentToken | undefined;
  readonly imports: ProgressWatcher<ImportProgress>;
  readonly analyses: ProgressWatcher<AnalysisProgress>;
  readonly streams: StreamQuota;
  readonly traces: TraceLog;
  readonly refusals: Refusals;
  readonly auditedReads: AuditedReads;
  /** Collects the IDs of enqueued jobs to mark their rows. */
  readonly enqueued: Readonly<Record<'imports' | 'analyses' | 'runs', Batcher<string>>>;
  readonly together: Together;
  /** Deletions hold a connection to the database while S3 deletes; only some may do so at a time. */
  readonly deletions: LimitFunction;
  readonly inFlight: InFlight;
  readonly rateLimiter: RateLimiter;
  readonly dependencies: DependencyWatch;
  readonly metrics: ApiMetrics;
  /** The token a scraper must send. Undefined: none, but only private addresses are served. */
  readonly metricsToken: string | undefined;
  /** Aborted when the process shuts down. */
  readonly stopping: AbortSignal;
}

/** What an upload request did: `url_regenerated` for fresh URLs, of chunks too; `exists` if nothing has to be sent. */
export type UploadAction = 'created' | 'url_regenerated' | 'exists';

export interface About {
  docId?: string;
  jobId?: string;
  action?: UploadAction | undefined;
  /** The request is an upload, or part of one. */
  upload?: true;
}

/** What the middleware adds to a request's context. */
export interface Variables {
  requestId: string;
  traceId: string;
  logger: Logger;
  audit: AuditTrail;
  /** Set by `authenticate`. */
  principal: Principal;
  /** The rate limits that this request was counted against. */
  rateLimits?: readonly LimitState[];
  /** Set by `idempotency` when the caller sent a key. */
  idempotent?: IdempotentRequest;
  /** The body, if the middleware had to read it before the handler. */
  body?: Buffer;
  /** What the request concerns and did, for its trace. */
  about: About;
  /** Set by `trace`, which records the request if it fails. */
  isTraced?: true;
  /** The error it failed with, for the log. */
  failure?: AppError;
  /** Set when it is first asked for: see `operationOf`. */
  routePattern?: string;
}

export interface AppEnv {
  Bindings: HttpBindings;
  Variables: Variables;
}
export type AppContext = Context<AppEnv>;
