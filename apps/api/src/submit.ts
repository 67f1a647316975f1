import { AppError, type Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { JobKind, JobPayload } from '@sluice/jobs';
import type { Batcher } from './batcher.ts';
import type { Deps } from './context.ts';

/** A job to enqueue, with the ID of its row. */
export interface Submission<K extends JobKind> {
  readonly kind: K;
  readonly payload: JobPayload<K>;
  readonly jobId: string;
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
  { kind, payload, jobId, how = 'enqueue', mark }: Submission<K>,
): Promise<void> {
  try {
    await queues[how](kind, payload, { jobId });
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
    `This account has reached its limit of ${limit} unfinished ${what}. Wait until some finish, or cancel them.`,
    {
      retryable: true,
    },
  );
}
