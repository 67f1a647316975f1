import { AppError, withTrace } from '@sluice/core';
import { databaseError, withTransaction } from '@sluice/db';
import { type Download, settleUpload } from '@sluice/db/downloads';
import {
  claimRun,
  countFailedUploads,
  failRun,
  finishRun,
  finishRunCancel,
  getRunById,
  nextOfRun,
  noteRunFailure,
  placeOf,
  type ReprocessRun,
  recordMatched,
  recordRunStep,
  watchRun,
} from '@sluice/db/reprocess-runs';
import { redeliver } from '../analyses/redeliver.ts';
import type { JobContext } from '../job/context.ts';
import { RowWatch } from '../job/row-watch.ts';
import type { Processor, WorkerDeps } from './types.ts';

/** Downloads that are looked up at once. */
const PAGE = 100;

type Context = JobContext<'reprocess-run'>;

/** Tries every failed upload that a run names, once; what it has dealt with, a later attempt passes over. */
export const reprocessRunProcessor: Processor<'reprocess-run'> = {
  async run(deps, context) {
    const { run_id: id } = context.payload;
    const claim = await claimRun(deps.db, id);
    if (!claim.claimed) return declined(deps, context, claim.run);
    const { run } = claim;
    const logger = withTrace(context.logger, run.traceId, { attempt: run.attempt });
    const row = { what: 'run', attempt: run.attempt, look: () => watchRun(deps.db, id) };
    const watch = new RowWatch(row, context.stopping, logger);
    try {
      await uploadAll(deps, run, { ...context, logger, stopping: watch.signal });
      if (!(await finishRun(deps.db, run))) throw superseded();
      logger.info('run finished');
    } catch (error) {
      await settleInterruption(deps, run, databaseError(error), { ...context, logger });
    } finally {
      watch.close();
    }
  },

  async giveUp({ db }, { payload }, error) {
    await failRun(db, payload.run_id, error);
  },
};

const superseded = () => new AppError('JOB_SUPERSEDED', 'The run was taken over by another worker or cancelled.');

async function declined(
  { db }: WorkerDeps,
  { payload, logger }: Context,
  run: ReprocessRun | undefined,
): Promise<void> {
  if (!run) throw new AppError('NOT_FOUND', `There is no run ${payload.run_id}.`);
  if (run.status === 'cancelling') await finishRunCancel(db, run.runId);
  else logger.info({ status: run.status }, 'nothing left to do for this run');
}

async function uploadAll(deps: WorkerDeps, run: ReprocessRun, context: Context): Promise<void> {
  const { db } = deps;
  if (run.reached === null) await recordMatched(db, run, await countFailedUploads(db, run));
  let { reached } = run;
  for (;;) {
    const downloads = await nextOfRun(db, run, reached, PAGE);
    for (const download of downloads) {
      await uploadOne(deps, run, download, context);
      reached = placeOf(download);
    }
    if (downloads.length < PAGE) return;
  }
}

/** The download and the run's numbers change together, so that nothing is counted twice or forgotten. */
async function uploadOne(deps: WorkerDeps, run: ReprocessRun, download: Download, { stopping, logger }: Context) {
  const { db, storage, kept } = deps;
  stopping.throwIfAborted();
  const outcome = await redeliver(deps, download, { signal: stopping, logger });
  if (!outcome.uploaded && outcome.code === 'STORAGE_UNAVAILABLE') {
    const away = await storage.check(stopping).then(
      () => false,
      () => true,
    );
    stopping.throwIfAborted();
    // Not this file's fault: the run waits for S3 instead of going through all of them in vain.
    if (away) {
      await settleUpload(db, download.downloadId, outcome);
      throw outcome.error;
    }
  }
  await withTransaction(db, async (tx) => {
    await settleUpload(tx, download.downloadId, outcome);
    // Taken over: the newer attempt uploads it once more, and counts it.
    if (!(await recordRunStep(tx, run, { succeeded: outcome.uploaded, reached: placeOf(download) })))
      throw superseded();
  });
  if (outcome.uploaded) await kept.remove(download.downloadId);
}

/** Ends this attempt as the row says; throws what the queue must know of. */
async function settleInterruption({ db }: WorkerDeps, run: ReprocessRun, error: AppError, { logger }: Context) {
  if (error.code === 'JOB_STOPPED') throw error;
  const now = await getRunById(db, run.runId);
  if (now?.status === 'cancelling' && now.attempt === run.attempt) {
    await finishRunCancel(db, run.runId);
    logger.info({ processed: now.processed }, 'run cancelled');
    return;
  }
  if (now?.attempt !== run.attempt || now.status !== 'processing') {
    logger.warn({ newer: now?.attempt, status: now?.status }, 'run taken over; this attempt ends');
    return;
  }
  if (error.retryable) await noteRunFailure(db, run, error);
  throw error;
}
