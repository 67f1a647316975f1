import { newId } from '@sluice/core';
import { type Download, downloadsOfImport, getDownloadById } from '@sluice/db/downloads';
import { createImport, importWork } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { contracts } from '@sluice/jobs';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { waitFor } from '../harness/index.ts';

const suite = WorkerSuite.use();

/** Keys from `first` on; every tenth row has no name, which is an error. */
const assetsCsv = (first: number, count: number): Buffer =>
  Buffer.from(
    `identifier,name\n${Array.from({ length: count }, (_, at) => `A-${first + at},${at % 10 ? `asset ${at}` : ''}\n`).join('')}`,
  );

/** Runs an import to its end, and returns it with its result file. */
async function run(account: string, bytes: Buffer, options: Record<string, unknown> = {}) {
  const { db, queues } = suite.stack;
  const { docId } = await storeDocument(suite.stack, account, bytes, 'assets.csv');
  const id = await createImport(db, { accountId: account, importer: 'assets', docId, options, traceId: newId() });
  await queues.enqueue('import-file', { job_id: id }, { jobId: id });
  const job = await waitFor('the end of the import', async () => {
    const row = await importWork.get(db, id);
    return row && isFinal(row.status) ? row : undefined;
  });
  const [file] = await downloadsOfImport(db, id);
  if (!file) throw new Error('no result file');
  return { job, file };
}

const attempts = async (id: string): Promise<number> =>
  (await getDownloadById(suite.stack.db, id))?.uploadAttempts ?? 0;

/** Runs the sweep for rows without jobs once. */
async function sweep(): Promise<void> {
  const queue = suite.stack.queues.queue('maintenance');
  const before = await queue.getCompletedCount();
  await suite.stack.queues.enqueue('requeue-orphans', {});
  await waitFor('the sweep', async () => ((await queue.getCompletedCount()) > before ? true : undefined));
}

it.each([
  ['completed', {}],
  ['completed', { dry_run: true }],
  ['failed', { on_invalid: 'abort' }],
])('an import is %s without S3, and its result file is made again and delivered later: %j', async (status, options) => {
  const worker = await suite.worker();
  worker.start();
  const name = JSON.stringify(options).replace(/\W/g, '');
  const twins: { file: Download; job: { status: string } }[] = [];
  for (const works of [true, false]) {
    const account = `${name}-${works}`;
    // Half of the keys exist, so that only the recorded row errors say what became of them.
    await run(account, assetsCsv(0, 100));
    suite.storing(works);
    // Reads and documents are not affected: the document is stored past the proxy.
    twins.push(await run(account, assetsCsv(50, 100), options));
  }
  const [undisturbed, delayed] = twins;
  if (!undisturbed || !delayed) throw new Error('no twins');
  expect(undisturbed).toMatchObject({ job: { status }, file: { status: 'uploaded' } });
  expect(delayed.job).toMatchObject({ status });
  expect(delayed.file.status).not.toBe('uploaded');
  expect(delayed.file.lastError).toMatch(/^STORAGE_UNAVAILABLE: /);
  suite.storing(true);
  const { sha256 } = undisturbed.file;
  const { downloadId, s3Path } = delayed.file;
  expect(await suite.settled(downloadId)).toMatchObject({ sha256, lastError: null });
  expect(await suite.storedHash(s3Path)).toBe(sha256);
});

it('goes on with deliveries that have used up their attempts once S3 takes an upload again', async () => {
  const worker = await suite.worker({ env: { ARTIFACT_RETRY_BASE_MS: '1', ARTIFACT_RETRY_CAP_MS: '1' } });
  worker.start();
  suite.storing(false);
  const { file } = await run('exhausted', assetsCsv(0, 5));
  const id = file.downloadId;
  const usedUp = async (from: number) =>
    waitFor('the last attempt', async () => {
      const job = await suite.stack.queues.queue('artifact-uploads').getJob(id);
      const tries = await attempts(id);
      return tries >= from + contracts['upload-artifact'].attempts && (await job?.isFailed()) ? tries : undefined;
    });
  // The import itself made the first attempt.
  const tries = await usedUp(1);
  await sweep();
  expect(await attempts(id)).toBe(tries);
  // After an hour without an upload, one delivery is tried.
  await suite.stack.db.execute(
    sql`update downloads set failed_at = now(3) - interval 2 hour where download_id = ${id}`,
  );
  await sweep();
  const again = await usedUp(tries);
  suite.storing(true);
  await sweep();
  expect(await attempts(id)).toBe(again);
  await run('succeeds', assetsCsv(0, 5));
  await sweep();
  expect(await suite.settled(id)).toMatchObject({ lastError: null });
});
