import { AppError, formatCount, isFileError, type Logger } from '@sluice/core';
import { type Db, type Tx, withTransaction } from '@sluice/db';
import type { JobKind, JobPayload, SweptKind } from '@sluice/jobs';
import type { Audited } from './audit/trail.ts';
import type { Batcher } from './batcher.ts';
import type { AppContext, Deps, Variables } from './context.ts';

/**
 * Writes the row of accepted work and its audit event, and returns the response. With an idempotency key the response is
 * recorded in the same transaction, so a repeated request never accepts the work twice, even after a crash.
 */
export async function acceptOnce<T extends { readonly status_url: string }>(
  c: AppContext,
  db: Db,
  write: (tx: Tx) => Promise<T>,
  what: (answer: T) => Audited,
): Promise<T> {
  const { idempotent, audit } = c.var;
  return withTransaction(db, async (tx) => {
    const answer = await write(tx);
    await audit.record(tx, what(answer));
    await idempotent?.record({ status: 202, location: answer.status_url, body: JSON.stringify(answer) }, tx);
    return answer;
  });
}

/** Who asks for a change: what its verb logs and records. */
export type Requester = Pick<Variables, 'logger' | 'audit'>;

/** A job to enqueue, with the ID of its row. */
export interface Submission<K extends JobKind> {
  readonly kind: K;
  readonly payload: JobPayload<K>;
  readonly jobId: string;
  /** Null for work of the installation. */
  readonly accountId: string | null;
  /** `requeue` if a job with that ID may already exist. */
  readonly how?: 'enqueue' | 'requeue';
  /** Marks the row as enqueued, if it has such a mark. */
  readonly mark?: Batcher<string>;
}

/**
 * Enqueues the job of a row. If that fails, the row stays and the orphan sweep enqueues it later: the response does not
 * depend on Redis.
 */
export async function submit<K extends JobKind>(
  { queues }: Pick<Deps, 'queues'>,
  logger: Logger,
  { kind, payload, jobId, accountId, how = 'enqueue', mark }: Submission<K>,
): Promise<void> {
  try {
    await queues[how](kind, payload, { jobId, accountId });
    mark?.add(jobId);
  } catch (err) {
    logger.warn({ err, kind, job_id: jobId }, 'could not enqueue a job; the orphan sweep will do it');
  }
}

type Count = (db: Db, accountId: string, atMost: number) => Promise<number>;

/** @throws AppError QUEUE_FULL when the account has reached its limit of unfinished `what` */
export async function refuseWhenFull(
  db: Db,
  { what, count, accountId, limit }: { what: string; count: Count; accountId: string; limit: number },
): Promise<void> {
  if ((await count(db, accountId, limit)) < limit) return;
  throw new AppError(
    'QUEUE_FULL',
    `This account has reached its limit of ${formatCount(limit)} unfinished ${what}. Wait until some finish, or cancel them.`,
    {
      retryable: true,
    },
  );
}

/** @throws AppError INVALID_STATE unless `retry` has set the failed row to waiting again */
export async function retryFailed(noun: string, status: string, retry: () => Promise<boolean>): Promise<void> {
  if (await retry()) return;
  throw new AppError('INVALID_STATE', `Only failed ${noun} can be retried; this one is ${status}.`);
}

/** @throws AppError INVALID_STATE when the work has failed for a reason that a retry cannot change */
export function refuseHopelessRetry(
  noun: 'import' | 'analysis',
  { status, errorCode }: { readonly status: string; readonly errorCode: string | null },
): void {
  if (status !== 'failed' || !isFileError(errorCode)) return;
  throw new AppError(
    'INVALID_STATE',
    errorCode === 'ABORTED_ON_INVALID_ROWS'
      ? 'The file has invalid records, and this import writes all records or none, so a retry would fail at the same ' +
          'records. Fix them and start a new import, or import with on_invalid "skip".'
      : `The ${noun} failed because of its file or its options (${errorCode}), so a retry would fail again. Correct them ` +
          `and start a new ${noun}.`,
  );
}

/** Work that can be cancelled. */
export interface Cancellable<S extends string> {
  readonly noun: string;
  readonly kind: SweptKind;
  readonly id: string;
  /** False when it is final or already being cancelled. */
  readonly ask: () => Promise<boolean>;
  readonly status: () => Promise<S>;
}

/** Requests cancellation and returns the new status. @throws AppError INVALID_STATE when it is already final */
export async function cancelWork<S extends string>(
  { queues, logger }: Pick<Deps, 'queues' | 'logger'>,
  { noun, kind, id, ask, status }: Cancellable<S>,
): Promise<S> {
  const asked = await ask();
  const now = await status();
  if (!asked && now !== 'cancelling') {
    throw new AppError('INVALID_STATE', `The ${noun} is already ${now} and cannot be cancelled.`);
  }
  // Otherwise it would keep its turn, and push back the account's next jobs.
  if (asked && now === 'cancelled')
    await queues
      .withdraw(kind, id)
      .catch((err) => logger.warn({ err, kind, job_id: id }, 'could not withdraw the job of cancelled work'));
  return now;
}
