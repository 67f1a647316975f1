import type { AppError, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type EndedTrace, finishTrace, logError, type NewTrace, recordTraces, startTrace } from '@sluice/db/traces';
import { createMiddleware } from 'hono/factory';
import { Batcher } from '../batcher.ts';
import type { AppContext, AppEnv, Deps } from '../context.ts';
import { routePattern } from './observe.ts';

/** Slower requests appear in `request_traces` while they run; for faster ones only the end is written. */
const LONG_MS = 1_000;

export interface TraceEnd {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly docId?: string;
  readonly jobId?: string;
  readonly metadata: Record<string, unknown>;
}

interface Ended {
  readonly trace: EndedTrace;
  readonly error: AppError | undefined;
  /** Set if the start was written separately. */
  readonly started: Promise<boolean> | undefined;
}

/** Writes `request_traces` and `error_logs` in the background: no request waits for it or fails because of it. */
export class TraceLog {
  readonly #db: Db;
  readonly #logger: Logger;
  readonly #ended: Batcher<Ended>;

  constructor(db: Db, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
    this.#ended = new Batcher({
      write: (ended) => this.#write(ended),
      onError: (err, ended) =>
        logger.warn({ err, traces: ended.map(({ trace }) => trace.traceId) }, 'could not write traces'),
    });
  }

  /** Starts a trace; call the returned function when it ends. */
  begin(trace: NewTrace): (end: TraceEnd, error?: AppError) => void {
    const startTime = new Date();
    let started: Promise<boolean> | undefined;
    const long = setTimeout(() => {
      started = this.#begin(trace);
    }, LONG_MS).unref();
    return (end, error) => {
      clearTimeout(long);
      const ended = { trace: { ...trace, ...end, startTime, endTime: new Date() }, error, started };
      if (!this.#ended.add(ended))
        this.#logger.warn({ trace_id: trace.traceId }, 'trace dropped: too many are waiting to be written');
    };
  }

  /** Resolves when every finished trace was written or dropped. */
  settled(): Promise<void> {
    return this.#ended.settled();
  }

  async #begin(trace: NewTrace): Promise<boolean> {
    try {
      await startTrace(this.#db, trace);
      return true;
    } catch (err) {
      this.#logger.warn({ err, trace_id: trace.traceId }, 'could not write the start of a trace');
      return false;
    }
  }

  async #write(ended: readonly Ended[]): Promise<void> {
    const whole: EndedTrace[] = [];
    for (const { trace, started } of ended) {
      if (!(await started)) whole.push(trace);
      else await finishTrace(this.#db, trace.traceId, endOf(trace));
    }
    await recordTraces(this.#db, whole);
    for (const { trace, error } of ended) {
      if (error) await logError(this.#db, { traceId: trace.traceId, operation: trace.operation, error });
    }
  }
}

const endOf = ({ status, docId, jobId, metadata }: EndedTrace) => ({
  status,
  ...(docId ? { docId } : {}),
  ...(jobId ? { jobId } : {}),
  ...(metadata ? { metadata } : {}),
});

/** Such as `POST /api/v1/:importer/bulk`. */
const operationOf = (c: AppContext): string => `${c.req.method} ${routePattern(c)}`.slice(0, 128);

/** Traces every POST, and other requests only when they fail with a server error. */
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
