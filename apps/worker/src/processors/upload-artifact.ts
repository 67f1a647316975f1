import { AppError } from '@sluice/core';
import { type Download, getDownloadById, listUndelivered, settleUpload } from '@sluice/db/downloads';
import { contracts } from '@sluice/jobs';
import { redeliver } from '../analyses/redeliver.ts';
import type { Redelivered, Redelivery } from '../delivery/redelivered.ts';
import { redeliverResult } from '../imports/redeliver-result.ts';
import type { Processor, WorkerDeps } from './types.ts';

/** The first upload of an artifact, by its analysis, counts as an attempt. */
const UPLOADS = contracts['upload-artifact'].attempts + 1;

/** Retries a failed delivery. Everything it needs is on the row, so any worker can run it. */
export const uploadArtifactProcessor: Processor<'upload-artifact'> = {
  async run(deps, { payload: { download_id: id }, logger, stopping }) {
    const { db, storage, kept } = deps;
    const download = await getDownloadById(db, id);
    if (!download) throw new AppError('NOT_FOUND', `No download has the ID ${id}.`);
    if (download.status === 'uploaded' || download.status === 'expired') {
      logger.info({ status: download.status }, 'nothing left to do for this download');
      return;
    }
    const outcome = await deliverAgain(deps, download, { signal: stopping, logger });
    const settled = await settleUpload(db, id, outcome);
    if (!outcome.uploaded) throw worthAnotherTry(outcome.error);
    await kept.remove(id);
    if (settled) logger.info({ key: download.s3Path, sha256: outcome.sha256 }, 'artifact delivered');
    // Its analysis was deleted or the download expired, so no row would refer to the object.
    else await storage.delete(download.s3Path, { signal: stopping });
  },

  /** Other failures are recorded by each attempt. */
  async giveUp({ db }, { payload }, { code, message }) {
    if (code === 'JOB_STALLED') await settleUpload(db, payload.download_id, { uploaded: false, code, message });
  },

  sweep: {
    list: ({ db }, { limit, afterId }) =>
      listUndelivered(db, { maxAttempts: UPLOADS, limit, ...(afterId === undefined ? {} : { afterId }) }),
  },
};

/** Delivers an artifact of an analysis or the result file of an import again. Rejects only with the signal's reason. */
export async function deliverAgain(deps: WorkerDeps, download: Download, by: Redelivery): Promise<Redelivered> {
  const outcome = await (download.jobId === null ? redeliver(deps, download, by) : redeliverResult(deps, download, by));
  deps.metrics.delivered('later', outcome.uploaded ? 'delivered' : 'failed');
  return outcome;
}

/** Makes refused access retryable, because an operator may fix it while the queue waits. */
const worthAnotherTry = (error: AppError): AppError =>
  error.code === 'STORAGE_REFUSED'
    ? new AppError(error.code, error.message, { retryable: true, cause: error, context: error.context })
    : error;
