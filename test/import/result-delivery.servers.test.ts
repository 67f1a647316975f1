import { rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@sluice/core';
import { getDocument } from '@sluice/db/documents';
import {
  type Download,
  downloadsOfAnalysis,
  downloadsOfImport,
  getDownloadById,
  requestReprocess,
} from '@sluice/db/downloads';
import { createImport, importWork } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { contracts } from '@sluice/jobs';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { peopleCsv, storeDocument } from '../harness/documents.ts';
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
  await queues.enqueue('import-file', { job_id: id }, { jobId: id, accountId: null });
  const job = await waitFor('the end of the import', async () => {
    const row = await importWork.get(db, id);
    return row && isFinal(row.status) ? row : undefined;
  });
  const [file] = await downloadsOfImport(db, id);
  if (!file) throw new Error('no result file');
  return { job, file, docId };
}

const attempts = async (id: string): Promise<number> =>
  (await getDownloadById(suite.stack.db, id))?.uploadAttempts ?? 0;

/** Runs a scheduled job once. */
async function maintain(kind: 'requeue-orphans' | 'apply-retention'): Promise<void> {
  const queue = suite.stack.queues.queue('maintenance');
  const before = await queue.getCompletedCount();
  await suite.stack.queues.enqueue(kind, {}, { accountId: null });
  await waitFor(kind, async () => ((await queue.getCompletedCount()) > before ? true : undefined));
}

/** Runs the sweep for rows without jobs once. */
const sweep = () => maintain('requeue-orphans');

/** Lets a month pass for all documents and work of these accounts, but not for the files that were made. */
async function age(accounts: string): Promise<void> {
  const { db } = suite.stack;
  const old = sql`now(3) - interval 31 day`;
  await db.execute(sql`update documents set updated_at = ${old} where account_id like ${accounts}`);
  await db.execute(sql`update bulk_import_jobs set updated_at = ${old}, completed_at = ${old}
    where account_id like ${accounts}`);
  await db.execute(sql`update analysis_reports set updated_at = ${old} where account_id like ${accounts}`);
}

async function rejectsOf(jobId: string): Promise<number> {
  const [[row]] = (await suite.stack.db.execute(
    sql`select count(*) as n from bulk_import_rejects where job_id = ${jobId}`,
  )) as unknown as [{ n: number }[]];
  return Number(row?.n);
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

it('keeps the document and the row errors until the files that are created from them are delivered', async () => {
  const { db, queues } = suite.stack;
  const worker = await suite.worker();
  worker.start();
  // Half of the keys exist, so that only the recorded row errors say what became of them.
  for (const account of ['kept-twin', 'kept']) await run(account, assetsCsv(0, 10));
  const twin = await run('kept-twin', assetsCsv(5, 20));
  suite.storing(false);
  const deliveries = queues.queue('artifact-uploads');
  await deliveries.pause();
  const { file, job, docId } = await run('kept', assetsCsv(5, 20));
  const { docId: people } = await storeDocument(suite.stack, 'kept', peopleCsv(20));
  const analysisId = await suite.submit('kept', people, 'clean-my-data');
  await suite.ended(analysisId);
  const artifacts = await downloadsOfAnalysis(db, { accountId: 'kept', analysisId });
  expect(artifacts.map(({ status }) => status)).toEqual(artifacts.map(() => 'upload_failed'));
  // Without the files that the worker kept, artifacts are made from the document too.
  for (const { downloadId } of artifacts) await rm(path.join(worker.spool, 'kept', downloadId));
  suite.storing(true);
  const used = await storeDocument(suite.stack, 'kept', peopleCsv(21));
  await age('kept%');
  await maintain('apply-retention');
  expect(await getDocument(db, { accountId: 'kept', docId: used.docId })).toBeUndefined();
  expect(await getDocument(db, { accountId: 'kept-twin', docId: twin.docId })).toBeUndefined();
  expect(await rejectsOf(twin.job.id)).toBe(0);
  expect(await getDocument(db, { accountId: 'kept', docId })).toBeDefined();
  expect(await getDocument(db, { accountId: 'kept', docId: people })).toBeDefined();
  expect(await rejectsOf(job.id)).toBeGreaterThan(2);

  await deliveries.resume();
  for (const { downloadId } of [file, ...artifacts]) await suite.settled(downloadId);
  expect(await getDownloadById(db, file.downloadId)).toMatchObject({ sha256: twin.file.sha256 });
  await age('kept%');
  await maintain('apply-retention');
  expect(await getDocument(db, { accountId: 'kept', docId })).toBeUndefined();
  expect(await getDocument(db, { accountId: 'kept', docId: people })).toBeUndefined();
  expect(await rejectsOf(job.id)).toBe(0);
});

it('says why a result file cannot be created again, and does not retry', async () => {
  const { db, queues } = suite.stack;
  const queue = queues.queue('artifact-uploads');
  const worker = await suite.worker();
  worker.start();
  const reasonOf = async (downloadId: string) => {
    await db.execute(
      sql`update downloads set status = 'upload_failed', last_error = null where download_id = ${downloadId}`,
    );
    expect(await requestReprocess(db, { accountId: 'lost', downloadId })).toBe(true);
    await queues.requeue('upload-artifact', { download_id: downloadId }, { jobId: downloadId, accountId: null });
    const { lastError } = await suite.settled(downloadId, 'upload_failed');
    // The row is marked first. A request that meets the job before it has ended too would wait for the sweep. A failed job that
    // is retried waits as `delayed`.
    await waitFor('the end of its job', async () =>
      (await queue.getJobState(downloadId)) === 'failed' ? true : undefined,
    );
    return lastError;
  };
  await run('lost', assetsCsv(0, 10));
  const { file, job, docId } = await run('lost', assetsCsv(5, 20));
  await db.execute(sql`delete from bulk_import_rejects where job_id = ${job.id}`);
  expect(await reasonOf(file.downloadId)).toBe(
    'ARTIFACT_LOST: The result file cannot be created again: the row errors of its import have expired.',
  );
  await db.execute(sql`delete from documents where doc_id = ${docId}`);
  expect(await reasonOf(file.downloadId)).toBe(
    'ARTIFACT_LOST: The result file cannot be created again: its document no longer exists.',
  );
  const converted = newId();
  await db.execute(sql`insert into downloads (download_id, account_id, job_id, kind, file_name, format, s3_path)
    values (${converted}, 'lost', ${job.id}, 'import-results', 'a.xlsx', 'xlsx', 'none')`);
  expect(await reasonOf(converted)).toBe(
    'ARTIFACT_LOST: The xlsx file is converted from the result file. Download it from its import to create it again.',
  );
  for (const id of [file.downloadId, converted]) expect((await queue.getJob(id))?.attemptsMade).toBe(1);
});
