import { setTimeout as delay } from 'node:timers/promises';
import { type BulkImportJob, importWork } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { FaultProxy } from '@sluice/storage/testing';
import { expect, it } from 'vitest';
import { Random, useSuite, type Worker, waitFor } from '../harness/index.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { expectImport, type Table } from './support/oracle.ts';
import { seedAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = 50_000;
const KILLS = 20;
const STOPS = 5;
/** Kills of one import that are left with nothing but its end: ten attempts in a row that get nowhere fail it. */
const AT_END = 2;
const BATCH = 2_000;

const jobOf = async (id: string) => {
  const job = await importWork.get(suite.stack.db, id);
  if (!job) throw new Error(`no import ${id}`);
  return job;
};

/**
 * Waits for a random moment of the attempt that has just begun: soon after its claim, some batches later, or once all
 * rows are committed and only the end of the result file is missing. Undefined: the import came to its end before.
 */
async function moment(random: Random, begun: BulkImportJob): Promise<BulkImportJob | undefined> {
  const kind = random.next();
  const rows = kind < 0.35 ? 0 : kind < 0.9 ? begun.processedRows + random.int(1, 8) * BATCH : ROWS;
  const ending = begun.processedRows === ROWS;
  const pause = random.int(0, ending ? 3_000 : kind < 0.35 ? 600 : 80);
  const there = await waitFor('progress', async () => {
    const now = await jobOf(begun.id);
    return now.processedRows >= Math.min(rows, ROWS) || isFinal(now.status) ? now : undefined;
  });
  await delay(pause);
  const now = await jobOf(there.id);
  return isFinal(now.status) ? undefined : now;
}

/** One import after the other until workers have been ended `times` times, each import checked against the oracle. */
async function disturb(random: Random, account: string, times: number, end: (worker: Worker) => Promise<void>) {
  const { stack, api } = suite;
  const client = await api.client(account);
  let table: Table = await seedAssets(random, stack.databaseUrl, account, 20_000);
  let worker = await suite.worker();
  const moments: string[] = [];
  for (let imports = 0; moments.length < times; imports++) {
    const file = makeFile(random, {
      rows: ROWS,
      prefix: `N${imports}`,
      existing: [...table.keys()],
      matching: 0.3,
      bad: 0.02,
      duplicates: 0.02,
      blankLines: 0.005,
    });
    const { job_id: jobId } = await client.imports.post(file.bytes, { on_duplicate: 'update' });
    let atEnd = 0;
    for (let attempt = 1; moments.length < times; attempt++) {
      const begun = await waitFor('a claim', async () => {
        const now = await jobOf(jobId);
        return now.attempt >= attempt || isFinal(now.status) ? now : undefined;
      });
      attempt = begun.attempt;
      const now = isFinal(begun.status) ? undefined : await moment(random, begun);
      if (!now || (now.processedRows === ROWS && ++atEnd > AT_END)) break;
      const next = suite.worker();
      await end(worker);
      worker = await next;
      moments.push(`${imports}.${now.attempt}:${now.processedRows}`);
    }
    const done = await client.imports.wait(jobId);
    if (done.status !== 'completed') console.log(`seed ${random.seed}; ended at ${moments.join(' ')}`, done);
    const expected = expectImport(file.records, table, jobId, { on_duplicate: 'update' });
    await checkCompleted({ url: stack.databaseUrl, account, client, jobId, expected });
    table = expected.table;
  }
  await worker.stop();
  console.log(`seed ${random.seed}; ended at (import.attempt:rows) ${moments.join(' ')}`);
}

it(`survives ${KILLS} kills at random moments`, { timeout: 300_000 }, async () => {
  await disturb(new Random(), 'killed', KILLS, async (worker) => {
    worker.kill('SIGKILL');
    await worker.exited;
  });
});

it('leaves within 10 s of SIGTERM, and another worker goes on', { timeout: 300_000 }, async () => {
  await disturb(new Random(), 'stopped', STOPS, async (worker) => {
    const asked = Date.now();
    worker.kill('SIGTERM');
    const { code } = await worker.exited;
    expect({ code, inTime: Date.now() - asked < 10_000 }).toEqual({ code: 0, inTime: true });
  });
});

it('keeps the order of the result file when it goes on, however unlike its batches are', async () => {
  const random = new Random();
  const { stack, api } = suite;
  // One batch of errors, which take long to read back, and a last one of few rows.
  const file = makeFile(random, { rows: 20_010, prefix: 'N', bad: (at) => (at < 20_000 ? 1 : 0) });
  const account = 'order';
  const client = await api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes);
  // The upload at the end takes a while, so that the kill comes before it.
  const slow = await FaultProxy.start(stack.storageEnv.S3_ENDPOINT ?? '');
  slow.set({ delayMs: 1_000 });
  const worker = await suite.worker({ S3_ENDPOINT: slow.endpoint, IMPORT_BATCH_ROWS: '20000' });
  await waitFor('every batch', async () => ((await jobOf(jobId)).processedRows === 20_010 ? true : undefined));
  worker.kill('SIGKILL');
  await suite.worker();
  const done = await client.imports.wait(jobId);
  await slow.close();
  expect(done.attempt).toBe(2);
  const expected = expectImport(file.records, new Map(), jobId, {});
  await checkCompleted({ url: stack.databaseUrl, account, client, jobId, expected });
});
