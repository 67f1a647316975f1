import { newId } from '@sluice/core';
import { repeats } from '@sluice/core/testing';
import { createImport, importWork } from '@sluice/db/imports';
import { FaultProxy } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { plainTools } from '../harness/in-process/plain-tool.ts';
import { inProcessWorker } from '../harness/in-process/worker.ts';
import { startApi, useSuite, waitFor } from '../harness/index.ts';
import { runNow } from '../uploads/support/housekeeping.ts';
import { readAssets } from './support/table.ts';

const SWEEP = { ORPHAN_SWEEP_MS: '500', ORPHAN_QUIET_SECONDS: '1' };
const suite = useSuite();
const file = (name: string): Buffer => Buffer.from(`identifier,name\n${name}-1,one\n${name}-2,two\n${name}-3,\n`);

it('enqueues a job for a row without one', async () => {
  const client = await suite.api.client('lost');
  const { doc_id: docId } = await client.imports.upload(file('lost'), 'lost.csv');
  const row = { accountId: 'lost', importer: 'assets', docId, options: {}, traceId: newId() };
  const never = await createImport(suite.stack.db, row);
  const dropped = await createImport(suite.stack.db, { ...row, options: { on_duplicate: 'skip' } });
  await importWork.markEnqueued(suite.stack.db, [dropped]);
  await suite.worker(SWEEP);
  for (const id of [never, dropped]) expect((await client.imports.wait(id)).status).toBe('completed');
  expect((await readAssets(suite.stack.databaseUrl, 'lost')).size).toBe(2);
});

it('accepts an import while Redis is down, and runs it when Redis is back', async () => {
  const proxy = await FaultProxy.start(suite.stack.redisUrl);
  const url = new URL(suite.stack.redisUrl);
  url.port = new URL(proxy.endpoint).port;
  const api = await startApi({ ...suite.stack, redisUrl: url.href });
  const client = await api.client('away');
  await proxy.down();
  const { job_id: jobId } = await client.imports.post(file('away'));
  expect((await client.imports.get(jobId)).status).toBe('pending');
  await proxy.up();
  await suite.worker(SWEEP);
  const done = await client.imports.wait(jobId);
  expect(done).toMatchObject({ status: 'completed', successful_rows: 2, failed_rows: 1 });
  await api.stop();
  await proxy.close();
});

describe('after Redis lost everything', () => {
  const sweptAgain = async (account: string) => {
    const client = await suite.api.client(account);
    const { doc_id: docId } = await client.imports.upload(file(account), 'after.csv');
    const row = { accountId: account, importer: 'assets', docId, options: {}, traceId: newId() };
    const done = await client.imports.wait(await createImport(suite.stack.db, row));
    expect(done).toMatchObject({ status: 'completed', successful_rows: 2 });
  };

  it('registers the sweeps again without a restart', async () => {
    const worker = await suite.worker({ ...SWEEP, SCHEDULE_CHECK_MS: '500' });
    await suite.stack.loseQueues();
    await sweptAgain('flushed');
    const { kinds } = await worker.waitForLine(({ msg }) => msg?.startsWith('Redis had lost scheduled jobs') ?? false);
    expect(kinds).toContain('requeue-orphans');
  });

  it('registers the sweeps again as soon as Redis is back', async () => {
    const proxy = await FaultProxy.start(suite.stack.redisUrl);
    const url = new URL(suite.stack.redisUrl);
    url.port = new URL(proxy.endpoint).port;
    await suite.worker({ ...SWEEP, REDIS_URL: url.href, SCHEDULE_CHECK_MS: '3600000' });
    await proxy.down();
    await suite.stack.loseQueues();
    await proxy.up();
    await sweptAgain('emptied');
    await suite.killWorkers();
    await proxy.close();
  });
});

it('fails a job without a row immediately', async () => {
  const id = newId();
  await suite.stack.queues.enqueue('import-file', { job_id: id }, { jobId: id, accountId: null });
  await suite.worker(SWEEP);
  const queue = suite.stack.queues.queue('imports');
  const job = await waitFor('its end', async () => {
    // Fetched after it has failed, because a job object is a snapshot.
    return (await queue.getJobState(id)) === 'failed' ? queue.getJob(id) : undefined;
  });
  expect(job.failedReason).toContain('NOT_FOUND');
  expect(job.attemptsMade).toBe(1);
});

const JOBS = repeats(200, 10_000);
it(`drains ${JOBS} queued imports`, async () => {
  const { db, queues, databaseUrl } = suite.stack;
  const client = await suite.api.client('drain');
  const docs: string[] = [];
  for (let at = 0; at < 20; at++) docs.push((await client.imports.upload(file(`d${at}`), `d${at}.csv`)).doc_id);
  const ids: string[] = [];
  for (let at = 0; at < JOBS; at += 100) {
    const rows = Array.from({ length: Math.min(100, JOBS - at) }, (_, i) => docs[(at + i) % docs.length] ?? '');
    const options = { on_duplicate: 'skip' };
    const made = rows.map((docId) =>
      createImport(db, { accountId: 'drain', importer: 'assets', docId, options, traceId: newId() }),
    );
    const part = await Promise.all(made);
    const queued = part.map((id) => ({ id, accountId: 'drain' }));
    await queues.enqueueRows('import-file', queued);
    await importWork.markEnqueued(db, part);
    ids.push(...part);
  }
  const many = { WORKER_IMPORT_CONCURRENCY: '8', IMPORT_BATCH_ROWS: '10000' };
  await Promise.all([suite.worker(many), suite.worker(many)]);
  const tally = await waitFor('the last of them', async () => {
    const [rows] = await db.execute(sql`SELECT status, attempt, count(*) AS n FROM bulk_import_jobs
      WHERE account_id = 'drain' GROUP BY status, attempt`);
    const found = rows as unknown as { status: string; attempt: number; n: number }[];
    return found.some(({ status }) => status === 'pending' || status === 'processing') ? undefined : found;
  });
  // One attempt each: concurrent imports do not disturb each other.
  expect(tally).toEqual([{ status: 'completed', attempt: 1, n: JOBS }]);
  expect((await readAssets(databaseUrl, 'drain')).size).toBe(40);
  const last = await importWork.get(db, ids.at(-1) ?? '');
  expect(last).toMatchObject({ processedRows: 3, failedRows: 1 });
});

it('enqueues jobs for more rows than one page of the sweep', async () => {
  const { stack } = suite;
  const client = await suite.api.client('many');
  const { doc_id: docId } = await client.imports.upload(file('many'), 'many.csv');
  const row = { accountId: 'many', importer: 'assets', docId, options: {}, traceId: newId() };
  const ids: string[] = [];
  // One more than a page.
  while (ids.length < 501) ids.push(await createImport(stack.db, row));
  await stack.db.execute(sql`UPDATE bulk_import_jobs SET created_at = created_at - INTERVAL 1 MINUTE,
    updated_at = updated_at - INTERVAL 1 MINUTE WHERE account_id = 'many'`);
  const { deps, close } = await inProcessWorker(stack, plainTools());
  const sweep = () => runNow({ deps }, 'requeue-orphans');
  expect(await sweep()).toEqual({ requeued: 501, removed: 0 });
  const queue = stack.queues.queue('imports');
  expect((await queue.getJobs('prioritized')).map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(await sweep()).toEqual({ requeued: 0, removed: 0 });
  await queue.obliterate({ force: true });
  await close();
});
