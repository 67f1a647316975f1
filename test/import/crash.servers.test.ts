import { setTimeout as delay } from 'node:timers/promises';
import { repeats, soaking } from '@sluice/core/testing';
import { type BulkImportJob, importWork } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { deleteRows, nextWithRows } from '@sluice/db/retention';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openGate, Random, READS, tail, useSuite, type Worker, WRITES, waitFor } from '../harness/index.ts';
import { useShop } from '../harness/shop.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { expectImport, type Table } from './support/oracle.ts';
import { assets, orderLines, type Subject } from './support/subjects.ts';
import { seedAssets } from './support/table.ts';

const shops = useShop();
const suite = useSuite({ env: shops.env });
const ROWS = repeats(3_000, 50_000);
const BATCH = repeats(150, 2_000);
const MIXED = { matching: 0.3, bad: 0.02, duplicates: 0.02, blankLines: 0.005 };

const jobOf = async (id: string) => {
  const job = await importWork.get(suite.stack.db, id);
  if (!job) throw new Error(`no import ${id}`);
  return job;
};

/** Ends a worker; `release` frees what it waits for. */
type End = (worker: Worker, release?: () => Promise<void>) => Promise<void>;

/**
 * One import whose workers are ended at points that leave different states: before the file has been read, in the
 * middle of the rows, and when all rows are committed but the result file is not stored.
 */
async function endInEveryPhase(subject: Subject, account: string, attempts: readonly number[], end: End) {
  const { stack } = suite;
  const { bytes, client, hold, check } = await subject.prepare(suite, {
    ...{ account, rows: ROWS, before: ROWS / 2, matching: 0.3, dirty: true, options: { on_duplicate: 'update' } },
  });
  const gate = await openGate(stack.storageEnv.S3_ENDPOINT ?? '');
  const start = () => suite.worker({ S3_ENDPOINT: gate.endpoint, IMPORT_BATCH_ROWS: String(BATCH) });

  let worker = await start();
  const reading = gate.shut(READS);
  const { job_id: jobId } = await client.imports.post(bytes, { on_duplicate: 'update' });
  await reading.reached;
  await end(worker);
  reading.open();
  expect(await jobOf(jobId)).toMatchObject({ attempt: 1, processedRows: 0 });

  const { at, release } = await hold(ROWS / 2);
  const committed = Math.floor(at / BATCH) * BATCH;
  worker = await start();
  await waitFor('the middle', async () => ((await jobOf(jobId)).processedRows === committed ? true : undefined));
  await end(worker, release);
  const halfDone = await jobOf(jobId);
  expect(halfDone.attempt).toBe(2);
  expect(halfDone.processedRows).toBeLessThan(ROWS);

  const storing = gate.shut(WRITES);
  worker = await start();
  await storing.reached;
  await end(worker, async () => storing.open());
  expect(await jobOf(jobId)).toMatchObject({ attempt: 3, processedRows: ROWS });

  await start();
  expect(attempts).toContain((await client.imports.wait(jobId)).attempt);
  await gate.close();
  await check(jobId);
}

it.each([assets, orderLines(shops)])('survives a kill in every phase ($name)', (subject) =>
  endInEveryPhase(subject, `killed-${subject.name}`, [4], async (worker, release) => {
    await suite.crash(worker);
    await release?.();
  }),
);

it('stops at SIGTERM in every phase, and another worker continues', () =>
  // A worker that is asked to stop when only the result file is missing may finish instead.
  endInEveryPhase(assets, 'stopped', [3, 4], async (worker, release) => {
    worker.kill('SIGTERM');
    await release?.();
    // 0 also shows that it stopped in time: a worker that takes longer than 9.5 s kills itself.
    expect((await worker.exited).code, tail(worker.lines)).toBe(0);
  }));

if (soaking) {
  it('survives 20 kills at random moments', () => disturb(new Random(), 'often-killed', 20, suite.crash));

  it('stops at SIGTERM at random moments', () =>
    disturb(new Random(), 'often-stopped', 5, async (worker) => {
      worker.kill('SIGTERM');
      expect(await worker.exited).toMatchObject({ code: 0 });
    }));
}

/** Limits the kills of one import after its last row: ten attempts in a row without progress would fail it. */
const AT_END = 2;

/**
 * Waits for a random moment of the attempt that has just started: soon after its claim, some batches later, or once all
 * rows are committed and only the end of the result file is missing. Undefined if the import ended before.
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

/** Runs imports until workers have been ended `times` times, and checks each import against the oracle. */
async function disturb(random: Random, account: string, times: number, end: (worker: Worker) => Promise<void>) {
  const { stack, api } = suite;
  const client = await api.client(account);
  let table: Table = await seedAssets(random, stack.databaseUrl, account, 20_000);
  let worker = await suite.worker();
  const moments: string[] = [];
  for (let imports = 0; moments.length < times; imports++) {
    const file = makeFile(random, {
      ...MIXED,
      rows: ROWS,
      prefix: `N${imports}`,
      existing: [...table.keys()],
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

it('keeps the order of the result file when a resumed import has different batches', async () => {
  const random = new Random();
  const { stack, api } = suite;
  // One batch of row errors, which take long to read back, and a last batch of few rows.
  const rows = ROWS + 10;
  const file = makeFile(random, { rows, prefix: 'N', bad: (at) => (at < ROWS ? 1 : 0) });
  const account = 'order';
  const client = await api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes);
  const gate = await openGate(stack.storageEnv.S3_ENDPOINT ?? '');
  const storing = gate.shut(WRITES);
  const worker = await suite.worker({ S3_ENDPOINT: gate.endpoint, IMPORT_BATCH_ROWS: String(ROWS) });
  await storing.reached;
  expect((await jobOf(jobId)).processedRows).toBe(rows);
  await suite.crash(worker);
  await gate.close();
  await suite.worker();
  const done = await client.imports.wait(jobId);
  expect(done.attempt).toBe(2);
  const expected = expectImport(file.records, new Map(), jobId, {});
  await checkCompleted({ url: stack.databaseUrl, account, client, jobId, expected });
});

it('a retry long after a failure still knows which rows had failed, or refuses', async () => {
  const { stack, api } = suite;
  const { databaseUrl: url, db } = stack;
  const account = 'failed-long-ago';
  const random = new Random();
  const client = await api.client(account);
  const table = await seedAssets(random, url, account, 500);
  const file = makeFile(random, { ...MIXED, rows: 1_000, prefix: 'N', existing: [...table.keys()] });
  const middle = addedRow(file, table, 500);
  const release = await holdKey(url, account, middle.key);
  const env = { IMPORT_BATCH_ROWS: '100' };
  const worker = await suite.worker(env);
  const { job_id: jobId } = await client.imports.post(file.bytes, { on_duplicate: 'reject' });
  const committed = Math.floor(middle.at / 100) * 100;
  await waitFor('the middle', async () => ((await jobOf(jobId)).processedRows === committed ? true : undefined));
  await suite.crash(worker);
  await release();
  await importWork.fail(db, jobId, { code: 'INTERNAL', message: 'for this test' });

  await db.execute(sql`CREATE TABLE saved AS SELECT * FROM bulk_import_rejects WHERE job_id = ${jobId}`);
  await db.execute(sql`DELETE FROM bulk_import_rejects WHERE job_id = ${jobId}`);
  await client.imports.retry(jobId);
  await suite.worker(env);
  const refused = await client.imports.wait(jobId);
  expect(refused).toMatchObject({ status: 'failed', error_code: 'INVALID_STATE', processed_rows: committed });
  expect(refused.error_message).toContain('have expired');

  await db.execute(sql`INSERT INTO bulk_import_rejects SELECT * FROM saved`);
  await db.execute(sql`UPDATE bulk_import_jobs SET completed_at = now(3) - interval 31 day WHERE id = ${jobId}`);
  const purge = async () => {
    const query = { afterId: '', before: new Date(Date.now() - 30 * 86_400_000) };
    let deleted = 0;
    for (
      let next = await nextWithRows(db, 'row_errors', query);
      next;
      next = await nextWithRows(db, 'row_errors', query)
    ) {
      query.afterId = next.jobId;
      if (next.outdated) deleted += await deleteRows(db, 'row_errors', next.jobId, 100_000);
    }
    return deleted;
  };
  expect(await purge()).toBe(0);
  await client.imports.retry(jobId);
  await client.imports.wait(jobId);
  await checkCompleted({ url, account, client, jobId, expected: expectImport(file.records, table, jobId, {}) });
  // It cannot be retried any more, so its row errors expire.
  await db.execute(sql`UPDATE bulk_import_jobs SET completed_at = now(3) - interval 31 day WHERE id = ${jobId}`);
  expect(await purge()).toBeGreaterThan(0);
});
