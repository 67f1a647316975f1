import { withTransaction } from '@sluice/db';
import { type Download, settleUpload } from '@sluice/db/downloads';
import {
  countFailedUploads,
  finishRun,
  nextOfRun,
  placeOf,
  type ReprocessRun,
  recordMatched,
  recordRunStep,
  runWork,
} from '@sluice/db/reprocess-runs';
import { type ClaimedAttempt, type ClaimedKind, giveUpClaimed, runClaimed, superseded } from '../job/run-claimed.ts';
import { type Processor, sweepOf, type WorkerDeps } from './types.ts';
import { deliverAgain } from './upload-artifact.ts';

/** Downloads per page. */
const PAGE = 100;

const runKind: ClaimedKind<ReprocessRun, []> = { noun: 'run', work: runWork };

/** Tries every matching failed upload once; later attempts skip those already processed. */
export const reprocessRunProcessor: Processor<'reprocess-run'> = {
  async run(deps, { payload, logger, stopping }) {
    const claimed = { db: deps.db, id: payload.run_id, given: [] as [], logger, stopping };
    await runClaimed(runKind, claimed, async (run, attempt) => {
      await uploadAll(deps, run, attempt);
      if (!(await finishRun(deps.db, run))) throw superseded('run');
      attempt.logger.info('run finished');
    });
  },

  progress: async ({ db }, { payload }) => (await runWork.get(db, payload.run_id))?.reached ?? '',

  sweep: sweepOf(runWork),

  giveUp: ({ db }, { payload, logger }, error) => giveUpClaimed(runKind, { db, id: payload.run_id, logger }, error),
};

async function uploadAll(deps: WorkerDeps, run: ReprocessRun, attempt: ClaimedAttempt): Promise<void> {
  const { db } = deps;
  if (run.reached === null) await recordMatched(db, run, await countFailedUploads(db, run));
  let { reached } = run;
  for (;;) {
    const downloads = await nextOfRun(db, run, reached, PAGE);
    for (const download of downloads) {
      await uploadOne(deps, run, download, attempt);
      reached = placeOf(download);
    }
    if (downloads.length < PAGE) return;
  }
}

/** The download and the run's counters change together, so that nothing is counted twice or missed. */
async function uploadOne(deps: WorkerDeps, run: ReprocessRun, download: Download, { signal, logger }: ClaimedAttempt) {
  const { db, storage, kept } = deps;
  signal.throwIfAborted();
  const outcome = await deliverAgain(deps, download, { signal, logger });
  if (!outcome.uploaded && outcome.code === 'STORAGE_UNAVAILABLE') {
    const outage = await storage.check(signal).then(
      () => false,
      () => true,
    );
    signal.throwIfAborted();
    // Not specific to this file: the run waits for S3 instead of failing all of them.
    if (outage) {
      await settleUpload(db, download.downloadId, outcome);
      throw outcome.error;
    }
  }
  await withTransaction(db, async (tx) => {
    await settleUpload(tx, download.downloadId, outcome);
    // Superseded: the newer attempt uploads it again and counts it.
    if (!(await recordRunStep(tx, run, { succeeded: outcome.uploaded, reached: placeOf(download) })))
      throw superseded('run');
  });
  if (outcome.uploaded) await kept.remove(download.downloadId);
}
