import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@sluice/core';
import { repeats } from '@sluice/core/testing';
import { listDownloads } from '@sluice/db/downloads';
import { createReprocessRun, getReprocessRun, runWork } from '@sluice/db/reprocess-runs';
import type { Verdict } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { peopleCsv, storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { waitFor } from '../harness/index.ts';
import { aDownload } from '../harness/rows.ts';

const suite = WorkerSuite.use();
/** Only runs deliver: the retries of single deliveries wait longer than any test takes. */
const PATIENT = { ARTIFACT_RETRY_BASE_MS: '600000', ARTIFACT_RETRY_CAP_MS: '600000' };

const inStatus = async (accountId: string, status: 'uploaded' | 'upload_failed') =>
  (await listDownloads(suite.stack.db, { accountId, status: [status], limit: 1_000 })).items;

/** Starts a worker and leaves three failed deliveries of each of `analyses` analyses. */
async function failures(accountId: string, analyses: number) {
  const { docId } = await storeDocument(suite.stack, accountId, peopleCsv(50));
  const worker = await suite.worker({ env: PATIENT });
  worker.start();
  suite.storing(false);
  const ids: string[] = [];
  for (let at = 0; at < analyses; at++) ids.push(await suite.submit(accountId, docId, 'clean-my-data'));
  for (const id of ids) await suite.ended(id);
  const failed = await inStatus(accountId, 'upload_failed');
  const queue = suite.stack.queues.queue('artifact-uploads');
  for (const { downloadId } of failed) {
    await waitFor('its first retry', async () =>
      (await (await queue.getJob(downloadId))?.isDelayed()) ? true : undefined,
    );
  }
  suite.storing(true);
  return { spool: worker.spool, failed };
}

/** Repeats failed deliveries under other ids, each with its row and its kept file, until `accountId` has `count`. */
async function repeated(accountId: string, { spool, failed }: Awaited<ReturnType<typeof failures>>, count: number) {
  const kept = (downloadId: string) => path.join(spool, 'kept', downloadId);
  for (let at = failed.length; at < count; at++) {
    const source = failed[at % failed.length];
    if (!source) throw new Error('nothing failed');
    const { analysisId, kind, format, fileName, sha256 } = source;
    const s3Path = `${source.s3Path}-${at}`;
    const again = { accountId, analysisId, kind, format, fileName, s3Path, sizeBytes: source.sizeBytes ?? 0 };
    const id = await aDownload(suite.stack, { ...again, sha256: sha256 ?? '', status: 'upload_failed' });
    await copyFile(kept(source.downloadId), kept(id));
  }
  return inStatus(accountId, 'upload_failed');
}

async function startRun(accountId: string, filter = {}): Promise<string> {
  const runId = await createReprocessRun(suite.stack.db, { accountId, filter, traceId: newId() });
  await suite.stack.queues.enqueue('reprocess-run', { run_id: runId }, { jobId: runId, accountId: null });
  return runId;
}

const runEnded = (runId: string) =>
  waitFor('the end of the run', async () => {
    const run = await runWork.get(suite.stack.db, runId);
    return run && ['completed', 'failed', 'cancelled'].includes(run.status) ? run : undefined;
  });

/** Calls `then` after `count` objects have been stored; the next PUT waits until it is done. */
function afterPuts(count: number, then: () => Promise<unknown>): Promise<unknown> {
  let puts = 0;
  return new Promise((resolve, reject) => {
    suite.proxy.judge = async (operation): Promise<Verdict> => {
      if (operation.startsWith('PUT') && ++puts === count + 1) await then().then(resolve, reject);
      return 'pass';
    };
  });
}

/** More deliveries than a run reads per page, both in total and before the cancellation. */
const DELIVERIES = repeats(129, 501);
const CANCEL_AFTER = repeats(110, 250);

it('delivers everything that matches; after a cancellation a later run delivers the rest', async () => {
  const accountId = 'half';
  const all = DELIVERIES;
  const failed = await repeated(accountId, await failures(accountId, repeats(3, 30)), all);
  expect(failed).toHaveLength(all);
  const asked = afterPuts(CANCEL_AFTER, async () => runWork.requestCancel(suite.stack.db, { accountId, id: first }));
  const first = await startRun(accountId);
  await asked;
  const cancelled = await runEnded(first);
  expect(cancelled).toMatchObject({ status: 'cancelled', matched: all, failed: 0 });
  expect(cancelled.processed).toBeGreaterThanOrEqual(CANCEL_AFTER);
  expect(cancelled.processed).toBeLessThan(all);
  expect(cancelled.succeeded).toBe(cancelled.processed);
  expect(await inStatus(accountId, 'uploaded')).toHaveLength(cancelled.processed);

  const rest = all - cancelled.processed;
  const second = await runEnded(await startRun(accountId, { tool: 'clean-my-data' }));
  expect(second).toMatchObject({ status: 'completed', matched: rest, processed: rest, succeeded: rest, failed: 0 });
  const delivered = await inStatus(accountId, 'uploaded');
  expect(new Map(delivered.map(({ downloadId, sha256 }) => [downloadId, sha256]))).toEqual(
    new Map(failed.map(({ downloadId, sha256 }) => [downloadId, sha256])),
  );
  for (const { s3Path, sha256 } of delivered.slice(0, 6)) expect(await suite.storedHash(s3Path)).toBe(sha256);
});

it('resumes after an earlier attempt, counts each delivery once, and ignores what does not match', async () => {
  const accountId = 'resumed';
  const { failed } = await failures(accountId, 8);
  const spared = failed[0]?.analysisId ?? '';
  await suite.stack.db.execute(
    sql`UPDATE downloads SET created_at = created_at - interval 1 day WHERE analysis_id = ${spared}`,
  );
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const taken = afterPuts(7, async () => runWork.claim(suite.stack.db, runId));
  const runId = await startRun(accountId, { from });
  await taken;
  const queue = suite.stack.queues.queue('artifact-uploads');
  await waitFor('the first attempt to end', async () =>
    (await (await queue.getJob(runId))?.isCompleted()) ? true : undefined,
  );
  await suite.stack.queues.requeue('reprocess-run', { run_id: runId }, { jobId: runId, accountId: null });
  const done = await runEnded(runId);
  expect(done).toMatchObject({ status: 'completed', attempt: 3, matched: 21, processed: 21, succeeded: 21, failed: 0 });
  const left = await inStatus(accountId, 'upload_failed');
  expect(left.map(({ analysisId }) => analysisId)).toEqual([spared, spared, spared]);
});

it('waits while S3 is down and reports it, instead of failing every delivery', async () => {
  const accountId = 'waits';
  const { failed } = await failures(accountId, 2);
  suite.proxy.judge = () => ({ status: 503, body: '' });
  const runId = await startRun(accountId);
  const waiting = await waitFor('its reason', async () => {
    const run = await getReprocessRun(suite.stack.db, { accountId, runId });
    return run?.errorCode ? run : undefined;
  });
  expect(waiting).toMatchObject({ status: 'processing', errorCode: 'STORAGE_UNAVAILABLE', processed: 0, matched: 6 });
  suite.storing(true);
  const job = await waitFor('its pause', async () => {
    const found = await suite.stack.queues.queue('artifact-uploads').getJob(runId);
    return (await found?.isDelayed()) ? found : undefined;
  });
  await job.promote();
  expect(await runEnded(runId)).toMatchObject({ status: 'completed', processed: failed.length, failed: 0 });
});
