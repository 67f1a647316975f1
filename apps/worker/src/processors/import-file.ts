import { AppError, withTrace } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { getDocument } from '@sluice/db/documents';
import {
  type BulkImportJob,
  claimImport,
  failImport,
  finishCancel,
  getImportById,
  noteFailure,
  releaseImport,
  watchImport,
} from '@sluice/db/imports';
import { runImport } from '../imports/run-import.ts';
import type { JobContext } from '../job/context.ts';
import { RowWatch } from '../job/row-watch.ts';
import type { Processor, WorkerDeps } from './types.ts';

/** Claims in a row without a single batch committed; then the file is taken to be what kills the workers. */
const MAX_IDLE_ATTEMPTS = 10;

type Context = JobContext<'import-file'>;

/** Imports one file. What is committed stays committed: every attempt goes on where the last one stopped. */
export const importFileProcessor: Processor<'import-file'> = {
  async run(deps, context) {
    const { job_id: id } = context.payload;
    const claim = await claimImport(deps.db, id, deps.env.IMPORT_BATCH_ROWS);
    if (!claim.claimed) return declined(deps, context, claim.job);
    const { job } = claim;
    if (job.idleAttempts > MAX_IDLE_ATTEMPTS) {
      const message = `The import was begun ${job.idleAttempts} times without getting any further.`;
      throw new AppError('JOB_STALLED', message, { context: { attempt: job.attempt } });
    }
    const logger = withTrace(context.logger, job.traceId, { attempt: job.attempt });
    const row = { what: 'import', attempt: job.attempt, look: () => watchImport(deps.db, id) };
    const watch = new RowWatch(row, context.stopping, logger);
    try {
      const document = await getDocument(deps.db, { accountId: job.accountId, docId: job.docId });
      if (document?.uploadStatus !== 'UPLOAD_COMPLETE') {
        throw new AppError('DOCUMENT_NOT_READY', 'The document of this import is not there any more.');
      }
      await runImport(deps, { job, document, signal: watch.signal, logger });
      logger.info('import finished');
    } catch (error) {
      await settleInterruption(deps, job, databaseError(error), context);
    } finally {
      watch.close();
    }
  },

  async giveUp({ db }, { payload }, error) {
    await failImport(db, payload.job_id, error);
  },
};

/** Another attempt ended it, or it is gone, or it waits to be cancelled. */
async function declined(
  { db }: WorkerDeps,
  { payload, logger }: Context,
  job: BulkImportJob | undefined,
): Promise<void> {
  if (!job) throw new AppError('NOT_FOUND', `There is no import ${payload.job_id}.`);
  if (job.status === 'cancelling') await finishCancel(db, job.id);
  else logger.info({ status: job.status }, 'nothing left to do for this import');
}

/** Ends this attempt as the row says; throws what the queue must know of. */
async function settleInterruption(
  { db }: WorkerDeps,
  job: BulkImportJob,
  error: AppError,
  { logger }: Context,
): Promise<void> {
  if (error.code === 'JOB_STOPPED') {
    await releaseImport(db, job.id, job.attempt);
    throw error;
  }
  const now = await getImportById(db, job.id);
  if (now?.status === 'cancelling' && now.attempt === job.attempt) {
    await finishCancel(db, job.id);
    logger.info('import cancelled');
    return;
  }
  if (now?.attempt !== job.attempt || now.status !== 'processing') {
    logger.warn({ newer: now?.attempt, status: now?.status }, 'import taken over; this attempt ends');
    return;
  }
  if (error.retryable)
    await noteFailure(db, { id: job.id, attempt: job.attempt, code: error.code, message: error.message });
  throw error;
}
