import { type AppError, type Logger, newId } from '@sluice/core';
import { type Db, databaseError } from '@sluice/db';
import { type EndedTrace, finishTrace, logError, type NewTrace, recordTraces, startTrace } from '@sluice/db/traces';
import { createMiddleware } from 'hono/factory';
import { Batcher } from '../batcher.ts';
import type { AppEnv, Deps } from '../context.ts';
import { refusalCode } from '../uploads/refusals.ts';
import { operationOf } from './observe.ts';

/** Slower requests appear in `request_traces` while they run; for faster ones only the end is written. */
const LONG_MS = 1_000;
/** While MySQL is down, up to this many traces wait in memory, because their IDs have already been returned. */
const MAX_HELD = 5_000;
const HELD_MS = 2_000;

export interface TraceEnd {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly docId?: string;
  readonly jobId?: string;
  readonly metadata: Record<string, unknown>;
}

/** An error to be logged with its trace. */
export interface TracedError {
  readonly error: AppError;
  readonly code?: string;
}

interface Ended {
  readonly trace: EndedTrace;
  readonly logged: (TracedError & { readonly errorId: string }) | undefined;
  /** Set if the start was written separately. */
  readonly started: Promise<boolean> | undefined;
}

/** Writes `request_traces` and `error_logs` in the background: no request waits for it or fails because of it. */
export class TraceLog {
  readonly #db: Db;
  readonly #logger: Logger;
  readonly #ended: Batcher<Ended>;
  #held: Ended[] = [];
  #again: NodeJS.Timeout | undefined;

  constructor(db: Db, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
    this.#ended = new Batcher({
      write: (ended) => this.#write(ended),
      onError: (error, ended) => this.#hold(error, ended),
    });
  }

  /** Starts a trace; call the returned function when it ends. */
  begin(trace: NewTrace): (end: TraceEnd, logged?: TracedError) => void {
    const startTime = new Date();
    let started: Promise<boolean> | undefined;
    const long = setTimeout(() => {
      started = this.#begin(trace);
    }, LONG_MS).unref();
    return (end, logged) => {
      clearTimeout(long);
      this.#add({
        trace: { ...trace, ...end, startTime, endTime: new Date() },
        logged: logged && { ...logged, errorId: newId() },
        started,
      });
    };
  }

  /** Resolves when every finished trace was written or dropped. */
  async settled(): Promise<void> {
    clearTimeout(this.#again);
    this.#retry();
    await this.#ended.settled();
    clearTimeout(this.#again);
  }

  #add(ended: Ended): void {
    if (!this.#ended.add(ended))
      this.#logger.warn({ trace_id: ended.trace.traceId }, 'trace dropped: too many are waiting to be written');
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
    for (const { trace, logged } of ended) {
      if (logged) await logError(this.#db, { traceId: trace.traceId, operation: trace.operation, ...logged });
    }
  }

  /** Keeps traces that could not be written until MySQL is back, up to the limit. */
  #hold(error: unknown, ended: readonly Ended[]): void {
    const traces = ended.map(({ trace }) => trace.traceId);
    if (!databaseError(error).retryable || this.#held.length + ended.length > MAX_HELD) {
      this.#logger.warn({ err: error, traces }, 'could not write traces');
      return;
    }
    this.#held.push(...ended);
    this.#again ??= setTimeout(() => this.#retry(), HELD_MS).unref();
  }

  #retry(): void {
    this.#again = undefined;
    for (const ended of this.#held.splice(0)) this.#add(ended);
  }
}

const endOf = ({ status, docId, jobId, metadata }: EndedTrace) => ({
  status,
  ...(docId ? { docId } : {}),
  ...(jobId ? { jobId } : {}),
  ...(metadata ? { metadata } : {}),
});

/** Traces every POST, and other requests if they fail or return their trace ID, as upload requests do. */
export const trace = ({ traces, metrics }: Pick<Deps, 'traces' | 'metrics'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { principal, requestId, traceId } = c.var;
    const row: NewTrace = {
      traceId,
      operation: operationOf(c),
      accountId: principal.accountId,
      metadata: { request_id: requestId, subject: principal.subject },
    };
    const end = c.req.method === 'POST' ? traces.begin(row) : undefined;
    c.set('isTraced', true);
    await next();
    const { failure, about } = c.var;
    const { action, upload, ...subject } = about;
    if (!end && !failure && !upload) return;
    const metadata = {
      ...row.metadata,
      http_status: c.res.status,
      ...(action ? { action } : {}),
      ...(failure ? { code: failure.code } : {}),
    };
    const logged = failure && loggedError(failure, c.res.status, upload === true);
    if (failure && upload) metrics.uploads.refused(refusalCode(failure));
    (end ?? traces.begin(row))({ status: c.res.status < 400 ? 'SUCCESS' : 'FAILED', ...subject, metadata }, logged);
  });

/** Marks a route as part of an upload. Routes whose body may hold a file are marked when it arrives. */
export const asUpload = createMiddleware<AppEnv>(async (c, next) => {
  c.get('about').upload = true;
  await next();
});

/** What operators look up in `error_logs`: failures of the server, and every refused upload under a specific code. */
function loggedError(error: AppError, status: number, isUpload: boolean): TracedError | undefined {
  if (status >= 500) return { error };
  return isUpload ? { error, code: refusalCode(error) } : undefined;
}
