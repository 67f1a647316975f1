import { promised, repeats } from '@sluice/core/testing';
import { importWork } from '@sluice/db/imports';
import { FaultProxy } from '@sluice/storage/testing';
import { expect, it } from 'vitest';
import { Random, useSuite, waitForState } from '../harness/index.ts';
import { countsOf } from './support/check.ts';
import { type MadeFile, makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { expectImport } from './support/oracle.ts';
import { differences, readAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = repeats(3_000, 50_000);
const BATCH = ROWS / 20;
const SMALL = { IMPORT_BATCH_ROWS: String(BATCH) };
const PROMISED_MS = 2_000;

async function start(account: string, fields: Record<string, string> = {}) {
  const random = new Random();
  const file = makeFile(random, { rows: ROWS, prefix: account, bad: 0.02, duplicates: 0.02 });
  const client = await suite.api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes, fields);
  console.log(`seed ${random.seed}`);
  return { client, jobId, file };
}

/** Starts a worker that stops in the middle of the file until `release` is called. */
async function toTheMiddle(account: string, jobId: string, file: MadeFile) {
  const { at, key } = addedRow(file, new Map(), ROWS / 2);
  const release = await holdKey(suite.stack.databaseUrl, account, key);
  const worker = await suite.worker(SMALL);
  await waitForState(
    'the middle',
    () => importWork.get(suite.stack.db, jobId),
    (job) => Math.max(job?.processedRows ?? 0, job?.checkedRows ?? 0) === Math.floor(at / BATCH) * BATCH,
  );
  return { worker, release };
}

it('a cancellation takes effect within 2 s, and written rows stay and match the counters', async () => {
  const { client, jobId, file } = await start('middle');
  const { worker, release } = await toTheMiddle('middle', jobId, file);
  const inTime = promised(PROMISED_MS);
  const answer = await client.imports.cancel(jobId);
  expect(['cancelling', 'cancelled']).toContain(answer.status);
  const again = await client.imports.cancel(jobId).catch((error) => error);
  await release();
  const done = await client.imports.wait(jobId);
  inTime();
  expect(done.status).toBe('cancelled');
  expect(again.status === 'cancelling' || again.status === 'cancelled' || again.status === 409).toBe(true);
  const { processed_rows: processed } = countsOf(done);
  expect(processed).toBeLessThan(file.records.length);
  const expected = expectImport(file.records.slice(0, processed), new Map(), jobId, {});
  expect(countsOf(done)).toMatchObject({ successful_rows: expected.inserted, failed_rows: expected.failed });
  expect(differences(await readAssets(suite.stack.databaseUrl, 'middle'), expected.table)).toEqual([]);
  await expect(client.imports.cancel(jobId)).rejects.toMatchObject({ status: 409 });
  await worker.stop();
});

it('a cancellation is immediate for an import that has not started, and no worker starts it afterwards', async () => {
  const { client, jobId } = await start('unbegun');
  expect(await client.imports.cancel(jobId)).toMatchObject({ status: 'cancelled' });
  expect(await suite.stack.queues.queue('imports').getJob(jobId)).toBeUndefined();
  // As if Redis had not answered when the job was withdrawn.
  await suite.stack.queues.enqueue('import-file', { job_id: jobId }, { jobId, accountId: 'unbegun' });
  const worker = await suite.worker();
  await worker.waitForLine(({ msg, job_id }) => msg === 'nothing left to do for this import' && job_id === jobId);
  expect(await client.imports.get(jobId)).toMatchObject({ status: 'cancelled', processed_rows: 0 });
  expect((await readAssets(suite.stack.databaseUrl, 'unbegun')).size).toBe(0);
  await worker.stop();
});

it('a cancellation leaves no rows of an all-or-nothing import', async () => {
  const random = new Random();
  const file = makeFile(random, { rows: ROWS, prefix: 'atomic' });
  const client = await suite.api.client('atomic');
  const { job_id: jobId } = await client.imports.post(file.bytes, { on_invalid: 'abort' });
  const { worker, release } = await toTheMiddle('atomic', jobId, file);
  const inTime = promised(PROMISED_MS);
  await client.imports.cancel(jobId);
  await release();
  const done = await client.imports.wait(jobId);
  inTime();
  expect(done.status).toBe('cancelled');
  expect(countsOf(done)).toMatchObject({ processed_rows: 0, successful_rows: 0, failed_rows: 0 });
  await worker.stop();
  expect((await readAssets(suite.stack.databaseUrl, 'atomic')).size).toBe(0);
});

it('a cancellation is not blocked by a dead worker', async () => {
  const { client, jobId, file } = await start('gone');
  const { worker, release } = await toTheMiddle('gone', jobId, file);
  await suite.crash(worker);
  await release();
  await client.imports.cancel(jobId);
  await suite.worker();
  const done = await client.imports.wait(jobId);
  expect(done.status).toBe('cancelled');
  expect((await readAssets(suite.stack.databaseUrl, 'gone')).size).toBe(done.successful_rows);
});

it('a cancellation is immediate for an import that waits for a retry', async () => {
  const s3 = await FaultProxy.start(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  await suite.worker({ S3_ENDPOINT: s3.endpoint, S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10' });
  await s3.down();
  const { client, jobId } = await start('again');
  await suite.holdBack('imports', jobId);
  expect(await client.imports.cancel(jobId)).toMatchObject({ status: 'cancelled' });
  expect(await suite.stack.queues.queue('imports').getJob(jobId)).toBeUndefined();
  await s3.up();
  expect(await client.imports.get(jobId)).toMatchObject({ status: 'cancelled', processed_rows: 0 });
  await s3.close();
});
