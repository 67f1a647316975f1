import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError, Logger } from '@sluice/core';
import { contracts, describeFailure, type JobKind, type JobPayload, type Queues } from '@sluice/jobs';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { outdated } from '../job/outdated.ts';
import type { WorkerDeps } from '../processors/types.ts';
import { behindOthers } from './turn.ts';

/** The shortest and the longest wait for a newer worker. */
const NEWER_WORKER_MS = [250, 60_000] as const;
/** The share of a caller's whole wait that is spent on waiting for a newer worker. If one is running, it has taken the job by then. */
const CALLER_SHARE = 0.2;
export const TOO_OLD = 'this worker is too old for the job and leaves it to a newer one';

/** The kind and payload of a job, or WORKER_OUTDATED if a newer API has added something that this worker does not know. */
export function readJob({ name, data }: Job): { kind: JobKind; payload: JobPayload<JobKind> } | AppError {
  if (!Object.hasOwn(contracts, name)) return outdated(`jobs of the kind ${name}`);
  const kind = name as JobKind;
  const { data: payload, error } = contracts[kind].payload.safeParse(data);
  if (!error) return { kind, payload };
  const [issue] = error.issues;
  return outdated(`this job (${[kind, ...(issue?.path ?? [])].join('.')}: ${issue?.message})`);
}

/**
 * The milliseconds that a job waits for a newer worker; undefined if its caller, who waits `callerMs` in all, has waited long enough.
 */
export function newerWorkerWait(
  { timestamp }: Pick<Job, 'timestamp'>,
  callerMs: number | undefined,
): number | undefined {
  const age = Date.now() - timestamp;
  if (callerMs !== undefined && age > callerMs * CALLER_SHARE) return undefined;
  // Often at first, when a newer worker is probably running; less often the longer there is none.
  const [shortest, longest] = NEWER_WORKER_MS;
  return Math.min(longest, Math.max(shortest, age / 4));
}

interface Left {
  readonly queues: Pick<Queues, 'joinAgain'>;
  readonly logger: Logger;
  readonly job: Job;
  readonly token: string | undefined;
  readonly ms: number;
  readonly answersCaller: boolean;
}

/**
 * Puts a job back behind those that wait. Without a caller, it is delayed by about `ms`. With one, it can be taken at once, and this
 * place of the worker sleeps for `ms`: when all its places are asleep, only another worker can take the job.
 * @throws always, for BullMQ
 */
export async function leaveToNewer({ queues, logger, job, token, ms, answersCaller }: Left): Promise<never> {
  if (!answersCaller) {
    await behindOthers(queues, job, logger);
    await job.moveToDelayed(Date.now() + ms * (0.5 + Math.random()), token);
    throw new DelayedError(TOO_OLD);
  }
  await job.moveToWait(token);
  // Afterwards, since BullMQ wakes an idle worker when a waiting job gets a priority, and not when a job with one begins to wait.
  await behindOthers(queues, job, logger);
  await sleep(ms);
  throw new WaitingError(TOO_OLD);
}

/** Gives back a job that this worker cannot read, or answers its caller. @throws always, for BullMQ */
export async function leaveUnread(
  { deps: { queues, env }, logger }: { readonly deps: Pick<WorkerDeps, 'queues' | 'env'>; readonly logger: Logger },
  { job, token, error }: { readonly job: Job; readonly token: string | undefined; readonly error: AppError },
): Promise<never> {
  const answersCaller = hasCallers(job.queueName);
  const ms = newerWorkerWait(job, answersCaller ? env.PREVIEW_WAIT_MS : undefined);
  if (ms === undefined) throw new UnrecoverableError(describeFailure(error));
  logger.warn({ err: error, job_id: job.id }, TOO_OLD);
  return leaveToNewer({ queues, logger, job, token, ms, answersCaller });
}

/** Whether callers wait for the jobs of a queue. By queue, because the kind of a job may be unknown. */
const hasCallers = (queue: string): boolean =>
  Object.values(contracts).some((contract) => contract.queue === queue && 'answersCaller' in contract);
