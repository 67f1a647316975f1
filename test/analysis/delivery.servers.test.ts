import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { getAnalysisReport } from '@sluice/db/analyses';
import { downloadsOfAnalysis, getDownloadById } from '@sluice/db/downloads';
import type { ReportDownload } from '@sluice/jobs/report';
import { expect, it } from 'vitest';
import { tools } from '../../apps/worker/src/analyses/index.ts';
import { peopleCsv, storeDocument } from '../harness/documents.ts';
import { plainTools } from '../harness/in-process/plain-tool.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { Random, waitFor } from '../harness/index.ts';
import { makeBigFile } from './support/big-file.ts';

const suite = WorkerSuite.use();
const account = 'delivery';

const entriesOf = async (analysisId: string): Promise<ReportDownload[]> => {
  const report = await getAnalysisReport(suite.stack.db, { accountId: account, analysisId });
  return report?.downloads as ReportDownload[];
};
const downloadsOf = (analysisId: string) => downloadsOfAnalysis(suite.stack.db, { accountId: account, analysisId });
const jobOf = (id: string) => suite.stack.queues.queue('artifact-uploads').getJob(id);

it('completes while S3 is down, records why, and delivers identical bytes when S3 is back', async () => {
  const { docId } = await storeDocument(suite.stack, account, peopleCsv(3_000));
  const worker = await suite.worker();
  worker.start();
  const good = await suite.submit(account, docId, 'clean-my-data');
  await suite.ended(good);
  const expected = new Map((await downloadsOf(good)).map(({ kind, format, sha256 }) => [`${kind}.${format}`, sha256]));

  suite.storing(false);
  const id = await suite.submit(account, docId, 'clean-my-data');
  expect(await suite.ended(id)).toMatchObject({ status: 'completed', errorCode: null });
  const failed = await downloadsOf(id);
  expect(failed).toHaveLength(3);
  for (const { status, lastError, uploadAttempts } of failed) {
    expect({ status, lastError }).toEqual({
      status: 'upload_failed',
      lastError: expect.stringMatching(/^STORAGE_UNAVAILABLE: .*ServiceUnavailable \(503\)/),
    });
    expect(uploadAttempts).toBeGreaterThanOrEqual(1);
  }
  for (const entry of await entriesOf(id)) {
    expect(entry).toMatchObject({ status: 'upload_failed', error: { code: 'STORAGE_UNAVAILABLE' } });
  }
  const kept = await readdir(path.join(worker.spool, 'kept'));
  expect(kept.sort()).toEqual(failed.map(({ downloadId }) => downloadId).sort());
  // Retries fail too, and the row counts each attempt.
  const [one] = failed;
  await waitFor('a second attempt', async () => {
    const row = await getDownloadById(suite.stack.db, one?.downloadId ?? '');
    return (row?.uploadAttempts ?? 0) >= 3 ? row : undefined;
  });

  suite.storing(true);
  for (const { downloadId, kind, format, sha256, s3Path } of failed) {
    const row = await suite.settled(downloadId);
    expect(row).toMatchObject({ sha256, lastError: null });
    expect(row.uploadedAt).toBeInstanceOf(Date);
    expect(await suite.storedHash(s3Path)).toBe(sha256);
    // CSV files do not contain the analysis ID, so they equal those of the undisturbed analysis.
    if (format === 'csv') expect(sha256).toBe(expected.get(`${kind}.${format}`));
  }
  for (const entry of await entriesOf(id)) {
    expect(entry.status).toBe('uploaded');
    expect(entry).not.toHaveProperty('error');
  }
  const left = () => readdir(path.join(worker.spool, 'kept'));
  await waitFor('no kept file', async () => ((await left()).length === 0 ? true : undefined));
  expect((await readdir(worker.spool)).filter((name) => name !== 'kept')).toEqual([]);
});

/** Threads aggregate in any order; the results must not depend on it. */
const AGAIN = [
  ['plain tools', 'clean-my-data', plainTools(), peopleCsv(1_234)],
  ['profile-my-data', 'profile-my-data', tools, makeBigFile(new Random(7), 20_000).bytes],
  ['clean-my-data', 'clean-my-data', tools, makeBigFile(new Random(7), 20_000).bytes],
] as const;

it.each(AGAIN)('recreates identical bytes when the kept file is missing: %s', async (_, tool, using, bytes) => {
  const { docId } = await storeDocument(suite.stack, account, bytes);
  const worker = await suite.worker({ tools: using, env: { ANALYSIS_THREADS: '4' } });
  suite.storing(false);
  worker.start();
  const id = await suite.submit(account, docId, tool);
  expect(await suite.ended(id)).toMatchObject({ status: 'completed' });
  const failed = await downloadsOf(id);
  expect(failed.length).toBeGreaterThan(0);
  await rm(path.join(worker.spool, 'kept'), { recursive: true });
  suite.storing(true);
  for (const { downloadId, fileName, sha256, sizeBytes, s3Path } of failed) {
    expect(await suite.settled(downloadId)).toMatchObject({ fileName, sha256, sizeBytes });
    expect(await suite.storedHash(s3Path)).toBe(sha256);
  }
});

it('gives up immediately when the document is missing, and a manual retry works when it is back', async () => {
  const bytes = peopleCsv(777);
  const { docId, s3Key } = await storeDocument(suite.stack, account, bytes);
  const worker = await suite.worker({ env: { ARTIFACT_RETRY_BASE_MS: '600000', ARTIFACT_RETRY_CAP_MS: '600000' } });
  suite.storing(false);
  worker.start();
  const id = await suite.submit(account, docId, 'profile-my-data');
  await suite.ended(id);
  const [download] = await downloadsOf(id);
  if (!download) throw new Error('no download');
  const { downloadId, sha256, s3Path } = download;
  const delayed = await waitFor('its first retry', async () => {
    const job = await jobOf(downloadId);
    return (await job?.isDelayed()) ? job : undefined;
  });
  await rm(path.join(worker.spool, 'kept'), { recursive: true });
  suite.storing(true);
  await suite.stack.storage.delete(s3Key);
  await delayed.promote();
  const lost = await waitFor('its failure', async () => {
    const failed = await (await jobOf(downloadId))?.isFailed();
    return failed ? jobOf(downloadId) : undefined;
  });
  expect(lost.failedReason).toMatch(/^ARTIFACT_LOST/);
  expect(await getDownloadById(suite.stack.db, downloadId)).toMatchObject({
    status: 'upload_failed',
    lastError: expect.stringMatching(/^ARTIFACT_LOST: /),
  });
  // The sweep does not requeue it; an operator does, as bull-board does it.
  await suite.stack.queues.enqueue('requeue-orphans', {}, { accountId: null });
  const queue = suite.stack.queues.queue('maintenance');
  await waitFor('the sweep', async () => ((await queue.getCompletedCount()) > 0 ? true : undefined));
  expect(await (await jobOf(downloadId))?.getState()).toBe('failed');
  async function* body() {
    yield bytes;
  }
  await suite.stack.storage.putStream(s3Key, body(), { contentType: 'text/csv' });
  await (await jobOf(downloadId))?.retry();
  expect(await suite.settled(downloadId)).toMatchObject({ sha256 });
  expect(await suite.storedHash(s3Path)).toBe(sha256);
});
