import { AppError, type Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { JobKind, JobPayload } from '@sluice/jobs';
import type { Batcher } from './batcher.ts';
import type { Deps } from './context.ts';

/** What waits for the queue: the job whose id is that of its row. */
export interface Submission<K extends JobKind> {
  readonly kind: K;
  readonly payload: JobPayload<K>;
  readonly jobId: string;
  /** `requeue` where a job of that id may have been there before. */
  readonly how?: 'enqueue' | 'requeue';
  /** Where the row is marked as enqueued, if it has such a mark. */
  readonly mark?: Batcher<string>;
}

/**
 * Hands what a row asks for to the queue. When the queue does not take it, the row stays as it is and the orphan sweep
 * adds it: the caller's answer does not depend on Redis.
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
    logger.warn({ err, kind, job_id: jobId }, 'the queue did not take the job; the sweep will add it');
  }
}

type Count = (db: Db, accountId: string, atMost: number) => Promise<number>;

/** @throws AppError QUEUE_FULL when the account has as many unfinished `what` as it may have */
export async function refuseWhenFull(
  db: Db,
  { what, count, accountId, limit }: { what: string; count: Count; accountId: string; limit: number },
): Promise<void> {
  if ((await count(db, accountId, limit)) < limit) return;
  throw new AppError('QUEUE_FULL', `This account has ${limit} unfinished ${what}, as many as it may have.`, {
    retryable: true,
  });
}
