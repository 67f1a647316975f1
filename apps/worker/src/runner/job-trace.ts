import type { AppError, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { finishTrace, type JobSubject, logError, startTrace, traceOrigin } from '@sluice/db/traces';
import { contracts, type JobKind, type JobPayload, type TracedKind } from '@sluice/jobs';

export interface JobTrace {
  end(status: 'SUCCESS' | 'FAILED', error?: AppError): Promise<void>;
}

interface TracedJob {
  readonly kind: JobKind;
  readonly payload: JobPayload<JobKind>;
  readonly traceId: string;
}

const isTraced = (kind: JobKind): kind is TracedKind => contracts[kind].traced;

/** Records one attempt at a job in `request_traces`, under the request that started it. Tracing never makes a job fail. */
export async function beginTrace(db: Db, { kind, payload, traceId }: TracedJob, logger: Logger): Promise<JobTrace> {
  if (!isTraced(kind)) return { end: async () => {} };
  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((err: unknown) => logger.warn({ err }, 'could not write a trace'));
  // For every traced kind: a payload without a traceable row does not compile.
  const subject = payload as JobPayload<TracedKind> satisfies JobSubject;
  const begin = async () => startTrace(db, { traceId, operation: kind, ...(await traceOrigin(db, subject)) });
  await quietly(begin());
  return {
    async end(status, error) {
      if (error && error.code !== 'JOB_STOPPED') await quietly(logError(db, { traceId, operation: kind, error }));
      await quietly(finishTrace(db, traceId, { status, ...(error && { metadata: { code: error.code } }) }));
    },
  };
}
