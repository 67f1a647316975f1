import type { AppError, Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { finishTrace, type JobSubject, logError, startTrace, traceOrigin } from '@sluice/db/traces';
import type { JobKind, JobPayload } from '@sluice/jobs';

/** Kinds that do somebody's work and are traced; the others would only fill the table. */
const TRACED: ReadonlySet<JobKind> = new Set([
  'import-file',
  'export-results',
  'analyze-file',
  'analyze-sync',
  'upload-artifact',
  'reprocess-run',
  'verify-document',
]);

export interface JobTrace {
  end(status: 'SUCCESS' | 'FAILED', error?: AppError): Promise<void>;
}

interface TracedJob {
  readonly kind: JobKind;
  readonly payload: JobPayload<JobKind>;
  readonly traceId: string;
}

/** One attempt at a job in `request_traces`, under the request that asked for it. It must not be what makes a job fail. */
export async function beginTrace(db: Db, { kind, payload, traceId }: TracedJob, logger: Logger): Promise<JobTrace> {
  if (!TRACED.has(kind)) return { end: async () => {} };
  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((err: unknown) => logger.warn({ err }, 'could not write a trace'));
  const begin = async () =>
    startTrace(db, { traceId, operation: kind, ...(await traceOrigin(db, payload as JobSubject)) });
  await quietly(begin());
  return {
    async end(status, error) {
      if (error && error.code !== 'JOB_STOPPED') await quietly(logError(db, { traceId, operation: kind, error }));
      await quietly(finishTrace(db, traceId, { status, ...(error && { metadata: { code: error.code } }) }));
    },
  };
}
