import { AppError, type Logger } from '@sluice/core';
import { countUnfinishedImports, type Db } from '@sluice/db';
import type { Deps } from '../../context.ts';

/** @throws AppError QUEUE_FULL when the account has as many unfinished imports as it may have */
export async function refuseWhenFull(db: Db, accountId: string, limit: number): Promise<void> {
  if ((await countUnfinishedImports(db, accountId, limit)) < limit) return;
  throw new AppError('QUEUE_FULL', `This account has ${limit} unfinished imports, as many as it may have.`, {
    retryable: true,
  });
}

/**
 * Hands a `pending` import to the queue. When the queue does not take it, the row stays as it is and the orphan sweep
 * adds it: the caller's answer does not depend on Redis.
 */
export async function enqueueImport(
  { queues, enqueued }: Pick<Deps, 'queues' | 'enqueued'>,
  logger: Logger,
  id: string,
  how: 'enqueue' | 'requeue' = 'enqueue',
): Promise<void> {
  try {
    await queues[how]('import-file', { job_id: id }, { jobId: id });
    enqueued.add(id);
  } catch (err) {
    logger.warn({ err, job_id: id }, 'the queue did not take the import; the sweep will add it');
  }
}
