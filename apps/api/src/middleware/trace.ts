import type { AppError, Logger } from '@sluice/core';
import { type Db, finishTrace, logError, type NewTrace, startTrace } from '@sluice/db';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { AppContext, AppEnv, Deps } from '../context.ts';

/** Traces that may wait for the database at once; those beyond are dropped, and the log says so. */
const MAX_PENDING = 1_000;

export interface TraceEnd {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly docId?: string;
  readonly jobId?: string;
  readonly metadata: Record<string, unknown>;
}

/** Writes `request_traces` and `error_logs` beside the requests: none waits for it, none fails with it. */
export class TraceLog {
  readonly #db: Db;
  readonly #logger: Logger;
  readonly #pending = new Set<Promise<void>>();

  constructor(db: Db, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
  }

  /** The trace begins; call the answer when it ends. */
  begin(trace: NewTrace): (end: TraceEnd, error?: AppError) => void {
    const begun = this.#write(trace, () => startTrace(this.#db, trace));
    return (end, error) => {
      void this.#write(trace, async () => {
        await begun;
        if (error) await logError(this.#db, { traceId: trace.traceId, operation: trace.operation, error });
        await finishTrace(this.#db, trace.traceId, end);
      });
    };
  }

  /** Resolves when everything begun has been written or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #write(trace: NewTrace, work: () => Promise<void>): Promise<void> {
    if (this.#pending.size >= MAX_PENDING) {
      this.#logger.warn({ trace_id: trace.traceId }, 'trace dropped: too many wait for the database');
      return;
    }
    const written = work().catch((error: unknown) => {
      this.#logger.warn({ trace_id: trace.traceId, err: error }, 'trace not written');
    });
    this.#pending.add(written);
    await written;
    this.#pending.delete(written);
  }
}

/** The pattern of the route that will answer, such as `POST /api/v1/:importer/bulk`. */
const operationOf = (c: AppContext): string =>
  `${c.req.method} ${matchedRoutes(c as never).at(-1)?.path ?? c.req.path}`.slice(0, 128);

/** Every POST leaves a trace; of other requests only those that fail by our fault. */
export const trace = ({ traces }: Pick<Deps, 'traces'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { principal, requestId, traceId } = c.var;
    const row: NewTrace = {
      traceId,
      operation: operationOf(c),
      accountId: principal.accountId,
      metadata: { request_id: requestId, subject: principal.subject },
    };
    const end = c.req.method === 'POST' ? traces.begin(row) : undefined;
    await next();
    const { failure, about } = c.var;
    const broken = c.res.status >= 500 ? failure : undefined;
    if (!end && !broken) return;
    const metadata = { ...row.metadata, http_status: c.res.status, ...(failure ? { code: failure.code } : {}) };
    (end ?? traces.begin(row))({ status: c.res.status < 400 ? 'SUCCESS' : 'FAILED', ...about, metadata }, broken);
  });
