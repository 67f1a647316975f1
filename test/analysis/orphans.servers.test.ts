import { newId } from '@sluice/core';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import { createReprocessRun, runWork } from '@sluice/db/reprocess-runs';
import { expect, it } from 'vitest';
import { askAnalysis, peopleCsv, storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { waitFor } from '../harness/index.ts';

const suite = WorkerSuite.use();
const accountId = 'orphans';

/** Runs one sweep and returns its result. */
async function sweep(): Promise<{ requeued: number; removed: number }> {
  const jobId = newId();
  await suite.stack.queues.enqueue('requeue-orphans', {}, { jobId, accountId: null });
  return waitFor('the sweep', async () => {
    const job = await suite.stack.queues.queue('maintenance').getJob(jobId);
    return (await job?.isCompleted())
      ? (await suite.stack.queues.queue('maintenance').getJob(jobId))?.returnvalue
      : undefined;
  });
}

it('enqueues exactly one job for each analysis, run and delivery that lost its job', async () => {
  const { stack } = suite;
  const { docId } = await storeDocument(stack, accountId, peopleCsv(20));
  const worker = await suite.worker({
    env: { ORPHAN_QUIET_SECONDS: '1', ARTIFACT_RETRY_BASE_MS: '600000', ARTIFACT_RETRY_CAP_MS: '600000' },
  });
  worker.start();
  const analysisId = await askAnalysis(stack, accountId, docId, 'profile-my-data');
  suite.storing(false);
  await waitFor('its job', async () => ((await sweep()).requeued > 0 ? true : undefined));
  expect(await suite.ended(analysisId)).toMatchObject({ status: 'completed', attempt: 1 });

  const failed = await downloadsOfAnalysis(stack.db, { accountId, analysisId });
  expect(failed.map(({ status }) => status)).toEqual(['upload_failed', 'upload_failed']);
  const uploads = stack.queues.queue('artifact-uploads');
  for (const { downloadId } of failed) {
    const job = await waitFor('its pause', async () => {
      const found = await uploads.getJob(downloadId);
      return (await found?.isDelayed()) ? found : undefined;
    });
    await job.remove();
  }
  suite.storing(true);
  expect((await sweep()).requeued).toBe(2);
  for (const { downloadId, sha256 } of failed) expect(await suite.settled(downloadId)).toMatchObject({ sha256 });

  const runId = await createReprocessRun(stack.db, { accountId, filter: {}, traceId: newId() });
  await waitFor('the job of the run', async () => ((await sweep()).requeued > 0 ? true : undefined));
  await waitFor('the end of the run', async () =>
    (await runWork.get(stack.db, runId))?.status === 'completed' ? true : undefined,
  );
  expect(await sweep()).toEqual({ requeued: 0, removed: 0 });
});
