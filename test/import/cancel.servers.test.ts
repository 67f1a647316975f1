import { importWork } from '@sluice/db/imports';
import { FaultProxy } from '@sluice/storage/testing';
import { expect, it } from 'vitest';
import { Random, useSuite, waitFor } from '../harness/index.ts';
import { countsOf } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { expectImport } from './support/oracle.ts';
import { differences, readAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = 50_000;
const PROMISED_MS = 2_000;

async function start(account: string, fields: Record<string, string> = {}) {
  const random = new Random();
  const file = makeFile(random, { rows: ROWS, prefix: account, bad: 0.02, duplicates: 0.02 });
  const client = await suite.api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes, fields);
  console.log(`seed ${random.seed}`);
  return { client, jobId, file };
}

/** Resolves once the import has got somewhere. */
const underWay = (jobId: string, rows: number) =>
  waitFor('progress', async () => {
    const job = await importWork.get(suite.stack.db, jobId);
    return job && Math.max(job.processedRows, job.checkedRows) >= rows ? job : undefined;
  });

it('is final within 2 s; what was written stays and is what the counters say', async () => {
  const { client, jobId, file } = await start('middle');
  const worker = await suite.worker();
  await underWay(jobId, 6_000);
  const asked = Date.now();
  const answer = await client.imports.cancel(jobId);
  expect(['cancelling', 'cancelled']).toContain(answer.status);
  const again = await client.imports.cancel(jobId).catch((error) => error);
  const done = await client.imports.wait(jobId);
  expect({ status: done.status, inTime: Date.now() - asked < PROMISED_MS }).toEqual({
    status: 'cancelled',
    inTime: true,
  });
  expect(again.status === 'cancelling' || again.status === 'cancelled' || again.status === 409).toBe(true);
  const { processed_rows: processed } = countsOf(done);
  expect(processed).toBeLessThan(file.records.length);
  const expected = expectImport(file.records.slice(0, processed), new Map(), jobId, {});
  expect(countsOf(done)).toMatchObject({ successful_rows: expected.inserted, failed_rows: expected.failed });
  expect(differences(await readAssets(suite.stack.databaseUrl, 'middle'), expected.table)).toEqual([]);
  await expect(client.imports.cancel(jobId)).rejects.toMatchObject({ status: 409 });
  await worker.stop();
});

it('cancels at once what no worker has begun, and no worker begins it then', async () => {
  const { client, jobId } = await start('unbegun');
  expect(await client.imports.cancel(jobId)).toMatchObject({ status: 'cancelled' });
  const worker = await suite.worker();
  await worker.waitForLine(({ msg, job_id }) => msg === 'nothing left to do for this import' && job_id === jobId);
  expect(await client.imports.get(jobId)).toMatchObject({ status: 'cancelled', processed_rows: 0 });
  expect((await readAssets(suite.stack.databaseUrl, 'unbegun')).size).toBe(0);
  await worker.stop();
});

it('leaves nothing of an all-or-nothing import', async () => {
  const random = new Random();
  const file = makeFile(random, { rows: ROWS, prefix: 'atomic' });
  const client = await suite.api.client('atomic');
  const { job_id: jobId } = await client.imports.post(file.bytes, { on_invalid: 'abort' });
  const worker = await suite.worker();
  await underWay(jobId, 10_000);
  const asked = Date.now();
  await client.imports.cancel(jobId);
  const done = await client.imports.wait(jobId);
  expect({ status: done.status, inTime: Date.now() - asked < PROMISED_MS }).toEqual({
    status: 'cancelled',
    inTime: true,
  });
  expect(countsOf(done)).toMatchObject({ processed_rows: 0, successful_rows: 0, failed_rows: 0 });
  await worker.stop();
  expect((await readAssets(suite.stack.databaseUrl, 'atomic')).size).toBe(0);
});

it('is not held up by a worker that is gone', async () => {
  const { client, jobId } = await start('gone');
  const worker = await suite.worker();
  await underWay(jobId, 4_000);
  worker.kill('SIGKILL');
  await worker.exited;
  await client.imports.cancel(jobId);
  await suite.worker();
  const done = await client.imports.wait(jobId);
  expect(done.status).toBe('cancelled');
  expect((await readAssets(suite.stack.databaseUrl, 'gone')).size).toBe(done.successful_rows);
});

it('cancels at once what waits to be tried again', async () => {
  const s3 = await FaultProxy.start(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  const worker = await suite.worker({ S3_ENDPOINT: s3.endpoint });
  await s3.down();
  const { client, jobId } = await start('again');
  await waitFor('a failed attempt', async () => {
    const job = await importWork.get(suite.stack.db, jobId);
    return job?.errorCode ? true : undefined;
  });
  expect(await client.imports.cancel(jobId)).toMatchObject({ status: 'cancelled' });
  await s3.up();
  await worker.waitForLine(({ msg, job_id }) => msg === 'nothing left to do for this import' && job_id === jobId);
  expect(await client.imports.get(jobId)).toMatchObject({ status: 'cancelled', processed_rows: 0 });
  await s3.close();
});
