import { AppError, formatCount, type Logger } from '@sluice/core';
import { type Db, type Tx, withTransaction } from '@sluice/db';
import type { JobKind, JobPayload } from '@sluice/jobs';
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

/** @throws AppError QUEUE_FULL when the account has reached its limit of unfinished `what` */
export function refuseWhenFull(what: string, { unfinished, limit }: { unfinished: number; limit: number }): void {
  if (unfinished < limit) return;
  throw new AppError(
    'QUEUE_FULL',
    `This account has reached its limit of ${formatCount(limit)} unfinished ${what}. Wait until some finish, or cancel them.`,
    {
      retryable: true,
    },
  );
}
