import { AppError, type Logger } from '@sluice/core';
import type { AccountScope, Db, Tx } from '@sluice/db';
import type { ResultRows } from '@sluice/db/downloads';
import { type BulkImportJob, getImport, importWork } from '@sluice/db/imports';
import { readResource } from '../../auth/readable-account.ts';
import { refuseHopelessRetry, retryWork } from '../../change-work.ts';
import type { AppContext, Deps } from '../../context.ts';
import { type Requester, refuseWhenFull, submit } from '../../work.ts';

/** An import that the caller may read. @throws AppError NOT_FOUND, also for another account's import */
export async function findImport(
  db: Db | Tx,
  accountId: AccountScope,
  { importer, jobId }: { importer: string; jobId: string },
): Promise<BulkImportJob> {
  const job = await getImport(db, { accountId, importer, id: jobId });
  if (!job) throw new AppError('NOT_FOUND', `No ${importer} import has the ID ${jobId}.`);
  return job;
}

/** The same, to be read by the caller: operators may read any account's. */
export const readImport = (
  c: AppContext,
  deps: Pick<Deps, 'db' | 'auditedReads'>,
  params: { importer: string; jobId: string },
): Promise<BulkImportJob> =>
  readResource(c, deps, { action: 'import.read', id: params.jobId }, (accountId) =>
    findImport(deps.db, accountId, params),
  );

/** URLs of an import; relative, so that they work behind any proxy. */
export const importUrl = (importer: string, id: string): string => `/api/v1/${importer}/bulk/${id}`;
export const eventsUrl = (importer: string, id: string): string => `${importUrl(importer, id)}/events`;
export const resultsUrl = (importer: string, id: string, format: string, rows: ResultRows = 'all'): string =>
  `${importUrl(importer, id)}/results?format=${format}${rows === 'all' ? '' : `&rows=${rows}`}`;

/** @throws AppError QUEUE_FULL when the account has reached its limit of unfinished imports */
export async function refuseImportsWhenFull({ together, limits }: Deps, accountId: string): Promise<void> {
  const unfinished = await together.unfinishedImports.call(accountId);
  refuseWhenFull('imports', { unfinished, limit: limits.maxQueuedImports });
}

/** Enqueues a `pending` import. */
export const enqueueImport = (
  deps: Deps,
  logger: Logger,
  { id, accountId }: Pick<BulkImportJob, 'id' | 'accountId'>,
  how: 'enqueue' | 'requeue' = 'enqueue',
): Promise<void> => {
  const payload = { job_id: id };
  return submit(deps, logger, { kind: 'import-file', payload, jobId: id, accountId, how, mark: deps.enqueued.imports });
};

/**
 * Queues a failed import again; it resumes after its last committed batch. Returns the ID of its document.
 * @throws AppError INVALID_STATE when a retry is not possible or must fail, QUEUE_FULL
 */
export async function retryImport(deps: Deps, { logger, audit }: Requester, job: BulkImportJob): Promise<string> {
  const { id, accountId, docId, status, errorCode } = job;
  if (docId === null)
    throw new AppError('INVALID_STATE', 'The document of this import was deleted. Start a new import.');
  refuseHopelessRetry('import', job);
  if (status === 'failed') await refuseImportsWhenFull(deps, accountId);
  await retryWork(deps, audit, {
    ...{ work: importWork, action: 'import.retry', noun: 'imports' },
    ...{ id, accountId, status, errorCode },
  });
  await enqueueImport(deps, logger, job, 'requeue');
  return docId;
}
