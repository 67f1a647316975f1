import { type AppError, inTime, isAppError, type Logger, newId, unlessAborted, withTrace } from '@sluice/core';
import { type Db, databaseError, isLockConflict } from '@sluice/db';
import { finishTrace, type JobSubject, logError, recordTraces, startTrace, traceOrigin } from '@sluice/db/traces';
import {
  contractOf,
  contracts,
  describeFailure,
  type JobKind,
  type JobPayload,
  type QueueDefinition,
  queueTable,
  type RunningLimits,
  type TracedKind,
} from '@sluice/jobs';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { WorkerEnv } from '../env.ts';
import type { JobContext } from '../job/context.ts';
import type { JobOutcome } from '../metrics/worker-metrics.ts';
import { processors } from '../processors/index.ts';
import type { Processor, WorkerDeps } from '../processors/types.ts';
import { CrashGuard } from './crash-guard.ts';
import type { Crowd } from './crowd.ts';
import { leaveToNewer, leaveUnread, newerWorkerWait, readJob, TOO_OLD } from './newer-worker.ts';
import { behindOthers, takeTurn } from './turn.ts';

/** How long a job may take to stop at SIGTERM before it is given back without waiting for it. */
const STOP_MS = 4_000;
const TRACE_MS = 2_000;

const LOCK_RETRY_MS = 1_000;

export interface JobRun {
  readonly deps: WorkerDeps;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
  /** The jobs that run in this process. */
  readonly crowd: Crowd;
}

/** Wraps every processor: reads the job, traces, runs, and converts the outcome for BullMQ. */
export async function runJob(
  { deps, logger: root, stopping, crowd }: JobRun,
  job: Job,
  token: string | undefined,
): Promise<unknown> {
  const read = readJob(job);
  if (isAppError(read)) return leaveUnread({ deps, logger: root }, { job, token, error: read });
  const { kind, payload } = read;
  const traceId = newId();
  const logger = withTrace(root, traceId, { kind, job_id: job.id });
  await takeTurn({ queues: deps.queues, limits: runningLimits(kind, deps.env), job, token, logger });
  const processor = processors[kind] as Processor<JobKind>;
  const context: JobContext<JobKind> = { payload, logger, stopping };
  const start = performance.now();
  const ended = (outcome: JobOutcome) => deps.metrics.jobEnded(kind, outcome, (performance.now() - start) / 1_000);
  const trace = beginTrace(deps.db, { kind, traceId, payload: context.payload }, logger);
  const jobId = job.id ?? traceId;
  const guard = new CrashGuard({ deps, kind, jobId, stalls: job.stalledCounter, processor, context, crowd });
  try {
    const running = guard.begin().then(() => processor.run(deps, context));
    const result = await unlessAborted(running, stopping, { graceMs: STOP_MS });
    await trace.end('SUCCESS');
    await guard.forget(logger);
    ended('completed');
    deps.metrics.housekept(kind, result);
    return result;
  } catch (thrown) {
    const error = databaseError(thrown);
    await trace.end('FAILED', error);
    guard.leave();
    return await fail({ kind, deps, job, token, processor, context, error, ended, logger }).catch(async (end) => {
      if (end instanceof UnrecoverableError) await guard.forget(logger);
      throw end;
    });
  } finally {
    guard.leave();
  }
}

function runningLimits(kind: JobKind, env: WorkerEnv): RunningLimits {
  const { mostPerAccount }: QueueDefinition = queueTable[contractOf(kind).queue];
  return {
    whileOthersWait: env.MAX_RUNNING_PER_ACCOUNT,
    always: mostPerAccount === undefined ? 0 : env[mostPerAccount],
  };
}

interface Failure {
  readonly kind: JobKind;
  readonly deps: WorkerDeps;
  readonly job: Job;
  readonly token: string | undefined;
  readonly processor: Processor<JobKind>;
  readonly context: JobContext<JobKind>;
  readonly error: AppError;
  readonly ended: (outcome: JobOutcome) => void;
  readonly logger: Logger;
}

/** Releases the job, retries it, or fails it and records the reason on its row. */
async function fail({ kind, deps, job, token, processor, context, error, ended, logger }: Failure): Promise<never> {
  if (error.code === 'JOB_STOPPED') {
    ended('stopped');
    // Its turn had come: it goes first, and without a priority BullMQ wakes an idle worker for it.
    await job.changePriority({ priority: 0 });
    await job.moveToWait(token);
    throw new WaitingError(error.message);
  }
  const wait = waitOf({ kind, job, error, deps });
  if (wait) {
    ended('retried');
    logger.warn({ err: error, cause: error.cause }, wait.message);
    if (error.code === 'WORKER_OUTDATED') {
      const { answersCaller = false } = contractOf(kind);
      return leaveToNewer({ queues: deps.queues, logger, job, token, ms: wait.ms, answersCaller });
    }
    await behindOthers(deps.queues, job, logger);
    await job.moveToDelayed(Date.now() + wait.ms * (0.5 + Math.random()), token);
    throw new DelayedError(error.message);
  }
  const attempts = job.opts.attempts ?? 1;
  const last = !error.retryable || job.attemptsMade + 1 >= attempts;
  ended(last ? 'failed' : 'retried');
  const level = last ? 'error' : 'warn';
  logger[level](
    { err: error, cause: error.cause, attempt: job.attemptsMade + 1, attempts },
    last ? 'job failed' : 'job failed; it will be retried',
  );
  const text = contractOf(kind).answersCaller ? describeFailure(error) : `${error.code}: ${error.message}`;
  if (!last) {
    await behindOthers(deps.queues, job, logger);
    throw new Error(text, { cause: error });
  }
  await processor.giveUp?.(deps, context, error);
  throw new UnrecoverableError(text);
}

/** Whether the job waits for something that is no fault of its own, so that it uses up no attempt. */
function waitOf({
  kind,
  job,
  error,
  deps,
}: Pick<Failure, 'kind' | 'job' | 'error' | 'deps'>): { ms: number; message: string } | undefined {
  const { every, answersCaller } = contractOf(kind);
  // A scheduled job comes again anyway.
  if (every !== undefined) return undefined;
  if (isLockConflict(error))
    return { ms: LOCK_RETRY_MS, message: 'other transactions held locks for too long; the job will be retried' };
  if (error.code === 'TARGET_BUSY')
    return { ms: LOCK_RETRY_MS, message: 'another import deletes rows of the same table; the job waits for it' };
  if (error.code !== 'WORKER_OUTDATED') return undefined;
  const ms = newerWorkerWait(job, answersCaller ? deps.env.PREVIEW_WAIT_MS : undefined);
  return ms === undefined ? undefined : { ms, message: TOO_OLD };
}

interface JobTrace {
  end(status: 'SUCCESS' | 'FAILED', error?: AppError): Promise<void>;
}

interface TracedJob {
  readonly kind: JobKind;
  readonly payload: JobPayload<JobKind>;
  readonly traceId: string;
}

const isTraced = (kind: JobKind): kind is TracedKind => contracts[kind].traced;

/**
 * Records one attempt at a job in `request_traces`, under the request that started it. The job does not wait for the start of its
 * trace; tracing never makes it fail, or end much later.
 */
function beginTrace(db: Db, { kind, payload, traceId }: TracedJob, logger: Logger): JobTrace {
  if (!isTraced(kind)) return { end: async () => {} };
  const quietly = (work: Promise<void>): Promise<void> =>
    inTime(work, TRACE_MS).catch((err: unknown) => logger.warn({ err }, 'could not write a trace'));
  // For every traced kind: a payload without a traceable row does not compile.
  const subject = payload as JobPayload<TracedKind> satisfies JobSubject;
  const startTime = new Date();
  const row = async () => ({ traceId, operation: kind, ...(await traceOrigin(db, subject)) });
  let isStarted = false;
  const starting = quietly(
    row().then(async (trace) => {
      await startTrace(db, trace);
      isStarted = true;
    }),
  );
  return {
    async end(status, error) {
      await starting;
      // MySQL may have come back since; errors need the row of their trace.
      if (!isStarted) {
        await quietly(row().then((trace) => recordTraces(db, [{ ...trace, status, startTime, endTime: new Date() }])));
      }
      if (error && error.code !== 'JOB_STOPPED') await quietly(logError(db, { traceId, operation: kind, error }));
      await quietly(finishTrace(db, traceId, { status, ...(error && { metadata: { code: error.code } }) }));
    },
  };
}
