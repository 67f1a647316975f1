import type { Logger } from '@sluice/core';
import { importWork } from '@sluice/db/imports';
import type { Deps } from '../../context.ts';
import { refuseWhenFull, submit } from '../../submit.ts';

/** @throws AppError QUEUE_FULL when the account has reached its limit of unfinished imports */
export const refuseImportsWhenFull = ({ db, limits }: Deps, accountId: string): Promise<void> =>
  refuseWhenFull(db, { what: 'imports', count: importWork.countUnfinished, accountId, limit: limits.maxQueuedImports });

/** Enqueues a `pending` import. */
export const enqueueImport = (
  deps: Deps,
  logger: Logger,
  id: string,
  how: 'enqueue' | 'requeue' = 'enqueue',
): Promise<void> =>
  submit(deps, logger, { kind: 'import-file', payload: { job_id: id }, jobId: id, how, mark: deps.enqueued.imports });
