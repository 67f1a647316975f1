import type { AppError } from '@sluice/core';
import type { NewTrace } from '@sluice/db/traces';
import { statusOf } from '../problem.ts';
import type { TraceLog } from './trace.ts';

/**
 * How many refused requests a minute get their own trace in each process. A caller without an account, or over its limit, can
 * send any number of requests; the rest of that minute share one trace, so that their ID still leads to the reason.
 */
const OWN_PER_MINUTE = 60;
const MINUTE_MS = 60_000;

/** Records refusals that no route has traced: no token, no route, a rate limit, bytes that are not an HTTP request. */
export class Refusals {
  readonly #traces: Pick<TraceLog, 'begin'>;
  #minute = 0;
  #own = 0;
  #shared: string | undefined;

  constructor(traces: Pick<TraceLog, 'begin'>) {
    this.#traces = traces;
  }

  /** Records a refusal, and returns the trace ID for the response. */
  record(trace: NewTrace, error: AppError): string {
    const minute = Math.floor(Date.now() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#own = 0;
      this.#shared = undefined;
    }
    this.#own++;
    if (this.#own <= OWN_PER_MINUTE) {
      this.#write(trace, error, {});
      return trace.traceId;
    }
    if (this.#shared === undefined) {
      this.#shared = trace.traceId;
      const { accountId: _, ...shared } = trace;
      this.#write(shared, error, { shared_by: 'further refusals in this minute' });
    }
    return this.#shared;
  }

  #write(trace: NewTrace, error: AppError, more: Record<string, unknown>): void {
    const status = statusOf(error);
    const metadata = { ...trace.metadata, http_status: status, code: error.code, ...more };
    this.#traces.begin(trace)({ status: 'FAILED', metadata }, status >= 500 ? { error } : undefined);
  }
}
