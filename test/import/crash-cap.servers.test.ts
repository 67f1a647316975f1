import { newId } from '@sluice/core';
import { getDocumentById } from '@sluice/db/documents';
import { getDownloadById } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { runWork } from '@sluice/db/reprocess-runs';
import { contracts, type JobKind, type JobPayload, producerConnection, type QueueName } from '@sluice/jobs';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openGate, Random, READS, useSuite, waitFor } from '../harness/index.ts';
import { aDocument, aDownload, anImport, aRun, rows } from '../harness/rows.ts';
import { makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';

const suite = useSuite();

interface RunRow extends Record<string, unknown> {
  readonly job_id: string;
  readonly alone: number;
  readonly crashes: number;
}

const runs = () => rows<RunRow>(suite.stack, sql`select job_id, alone, crashes from running_jobs`);

/** Enqueues a job in the state in which a crash leaves it that is one of several while it ran alone. */
async function enqueueCrashed<K extends JobKind>(kind: K, payload: JobPayload<K>, jobId: string, crashes: number) {
  const { db, queues, redisUrl } = suite.stack;
  await db.execute(sql`insert into running_jobs (kind, job_id, run_id, stalls, alone, crashes)
    values (${kind}, ${jobId}, ${newId()}, ${crashes}, true, ${crashes - 1})`);
  await queues.enqueue(kind, payload, { jobId, accountId: null });
  const redis = producerConnection(redisUrl);
  await redis.hset(queues.queue(contracts[kind].queue).toKey(jobId), 'stc', crashes + 1);
  redis.disconnect();
}

it('gives up the import that kills its workers, and completes the one beside it', async () => {
  const { stack, api } = suite;
  const gate = await openGate(stack.storageEnv.S3_ENDPOINT ?? '');
  const start = () =>
    suite.worker({ S3_ENDPOINT: gate.endpoint, WORKER_MAX_CRASHES: '1', WORKER_IMPORT_CONCURRENCY: '2' });
  const file = makeFile(new Random(), { rows: 200, prefix: 'N' });
  const [deadly, harmless] = await Promise.all(['deadly', 'harmless'].map((account) => api.client(account)));
  if (!deadly || !harmless) throw new Error('no clients');
  // While its key is held, the import stays in its worker until the test kills that.
  const release = await holdKey(stack.databaseUrl, 'deadly', addedRow(file, new Map(), 100).key);
  gate.shut(READS);
  const { job_id: bad } = await deadly.imports.post(file.bytes);
  const { job_id: good } = await harmless.imports.post(file.bytes);
  const both = await start();
  const attempts = async () => [await importWork.get(stack.db, bad), await importWork.get(stack.db, good)];
  await waitFor('both', async () => ((await attempts()).every((job) => job?.attempt === 1) ? true : undefined));
  await suite.crash(both);
  gate.shut(/^$/);
  // Both could have been the reason, so neither is charged.
  expect(await runs()).toEqual([]);
  const alone = await start();
  await waitFor('it runs alone', async () => {
    const run = (await runs()).find(({ job_id }) => job_id === bad);
    return run?.alone === 1 && (await importWork.get(stack.db, bad))?.attempt === 2 ? true : undefined;
  });
  await suite.crash(alone);
  const last = await start();
  expect(await deadly.imports.wait(bad)).toMatchObject({ status: 'failed', error_code: 'JOB_STALLED', attempt: 2 });
  expect(await harmless.imports.wait(good)).toMatchObject({ status: 'completed', successful_rows: 200 });
  await waitFor('no run is left', async () => ((await runs()).length === 0 ? true : undefined));
  // A retry starts afresh.
  await release();
  await deadly.imports.retry(bad);
  expect(await deadly.imports.wait(bad)).toMatchObject({ status: 'completed', successful_rows: 200 });
  await last.stop();
  await gate.close();
});

const STALLED = /^JOB_STALLED: 10 workers died/;
const failed = { status: 'failed', errorCode: 'JOB_STALLED' };
const uploaded = { status: 'uploaded' as const, fileName: 'a-results.csv', format: 'csv' as const };

it('does not run a job again that has killed ten workers by itself, whatever its kind', async () => {
  const { stack } = suite;
  const { db, queues } = stack;
  const accountId = 'stalled';
  const download = await aDownload(stack, { accountId, status: 'upload_failed' });
  const run = await aRun(stack, { accountId });
  const document = await aDocument(stack, accountId);
  await db.execute(sql`update documents set upload_status = 'UPLOAD_VERIFYING' where doc_id = ${document}`);
  const exported = await anImport(stack, { accountId, status: 'completed' });
  await aDownload(stack, { accountId, jobId: exported, kind: 'import-results', ...uploaded });
  const exportId = `${exported}-json`;
  await enqueueCrashed('upload-artifact', { download_id: download }, download, 10);
  await enqueueCrashed('reprocess-run', { run_id: run }, run, 10);
  await enqueueCrashed('verify-document', { doc_id: document }, document, 10);
  await enqueueCrashed('export-results', { job_id: exported, format: 'json' }, exportId, 10);
  const worker = await suite.worker();
  const reason = (queue: QueueName, id: string) =>
    waitFor(`the end of ${id}`, async () => (await queues.queue(queue).getJob(id))?.failedReason || undefined);
  expect(await reason('artifact-uploads', download)).toMatch(STALLED);
  expect(await reason('artifact-uploads', run)).toMatch(STALLED);
  expect(await reason('documents', document)).toMatch(STALLED);
  expect(await reason('exports', exportId)).toMatch(STALLED);
  expect(await getDownloadById(db, download)).toMatchObject({ lastError: expect.stringMatching(STALLED) });
  expect(await runWork.get(db, run)).toMatchObject(failed);
  expect(await getDocumentById(db, document)).toMatchObject({
    uploadStatus: 'UPLOAD_FAILED',
    failureReason: expect.stringMatching(STALLED),
  });
  await worker.stop();
  expect(await runs()).toEqual([]);
});
