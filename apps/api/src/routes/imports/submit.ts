import type { Logger } from '@sluice/core';
import { countUnfinishedImports } from '@sluice/db/imports';
import type { Deps } from '../../context.ts';
import { refuseWhenFull, submit } from '../../submit.ts';

/** @throws AppError QUEUE_FULL when the account has as many unfinished imports as it may have */
export const refuseImportsWhenFull = ({ db, limits }: Deps, accountId: string): Promise<void> =>
  refuseWhenFull(db, { what: 'imports', count: countUnfinishedImports, accountId, limit: limits.maxQueuedImports });

/** Hands a `pending` import to the queue. */
export const enqueueImport = (
  deps: Deps,
  logger: Logger,
  id: string,
  how: 'enqueue' | 'requeue' = 'enqueue',
): Promise<void> =>
  submit(deps, logger, { kind: 'import-file', payload: { job_id: id }, jobId: id, how, mark: deps.enqueued.imports });
