import { AppError, type Logger } from '@sluice/core';
import { countUnfinishedImports, type Db, markEnqueued } from '@sluice/db';
import type { Deps } from '../../context.ts';

/** @throws AppError QUEUE_FULL when the account has as many unfinished imports as it may have */
export async function refuseWhenFull(db: Db, accountId: string, limit: number): Promise<void> {
  const unfinished = await countUnfinishedImports(db, accountId);
  if (unfinished < limit) return;
  throw new AppError('QUEUE_FULL', `This account has ${unfinished} unfinished imports; ${limit} is the limit.`, {
    retryable: true,
  });
}

/**
 * Hands a `pending` import to the queue. When the queue does not take it, the row stays as it is and the orphan sweep
 * adds it: the caller's answer does not depend on Redis.
 */
export async function enqueueImport(
  { db, queues }: Pick<Deps, 'db' | 'queues'>,
  logger: Logger,
  id: string,
  how: 'enqueue' | 'requeue' = 'enqueue',
): Promise<void> {
  try {
    await queues[how]('import-file', { job_id: id }, { jobId: id });
    await markEnqueued(db, [id]);
  } catch (err) {
    logger.warn({ err, job_id: id }, 'the queue did not take the import; the sweep will add it');
  }
}
