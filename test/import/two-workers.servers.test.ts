import { repeats } from '@sluice/core/testing';
import { importWork } from '@sluice/db/imports';
import { expect, it } from 'vitest';
import { Random, useSuite, waitFor } from '../harness/index.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { expectImport } from './support/oracle.ts';
import { seedAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = repeats(3_000, 50_000);
const BATCH = ROWS / 20;

const FREEZES = [
  { on_invalid: 'skip', on_duplicate: 'update', share: 0.05 },
  { on_invalid: 'skip', on_duplicate: 'reject', share: 0.3 },
  { on_invalid: 'abort', on_duplicate: 'skip', share: 0.3 },
] as const;

/** Starts an import whose worker freezes while it holds locks in the table. */
async function frozenInTheMiddle(account: string, { share, ...options }: (typeof FREEZES)[number]) {
  const random = new Random();
  const { databaseUrl: url, db } = suite.stack;
  const before = await seedAssets(random, url, account, ROWS / 5);
  const file = makeFile(random, {
    ...{ rows: ROWS, prefix: 'N', existing: [...before.keys()], matching: 0.2 },
    ...(options.on_invalid === 'skip' ? { bad: 0.02, duplicates: 0.02 } : {}),
  });
  const client = await suite.api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes, options);
  const progress = (what: string, attempt: number, count: number) =>
    waitFor(what, async () => {
      const job = await importWork.get(db, jobId);
      return job && job.attempt >= attempt && Math.max(job.processedRows, job.checkedRows) >= count ? job : undefined;
    });
  const { at, key } = addedRow(file, before, share * ROWS);
  const release = await holdKey(url, account, key);
  const worker = () => suite.worker({ IMPORT_BATCH_ROWS: String(BATCH) });
  const first = await worker();
  const frozen = await progress('the first worker', 1, Math.floor(at / BATCH) * BATCH);
  first.kill('SIGSTOP');
  await suite.stack.freeJobs();
  const check = async () => {
    const done = await client.imports.wait(jobId);
    expect(done.attempt).toBe(2);
    await checkCompleted({ url, account, client, jobId, expected: expectImport(file.records, before, jobId, options) });
    console.log(`seed ${random.seed}; frozen at ${frozen.processedRows} rows`);
  };
  return { first, second: await worker(), progress, release, check };
}

const YIELDS = 'another attempt has taken over this import; stopping';

it.each(FREEZES)(
  'a frozen worker that wakes up late commits nothing more ($on_invalid, $on_duplicate)',
  async (freeze) => {
    const account = `${freeze.on_invalid}-${freeze.on_duplicate}`;
    const { first, second, progress, release, check } = await frozenInTheMiddle(account, freeze);
    await progress('the second worker', 2, 0);
    first.kill('SIGCONT');
    await release();
    await first.waitForLine(({ msg }) => msg === YIELDS);
    await check();
    expect([await first.stop(), await second.stop()]).toEqual([0, 0]);
  },
);

it.each(FREEZES.filter(({ on_duplicate }) => on_duplicate !== 'reject'))(
  'the next attempt does not wait for the locks of a worker that never wakes up ($on_invalid, $on_duplicate)',
  async (freeze) => {
    const account = `locks-${freeze.on_invalid}-${freeze.on_duplicate}`;
    const { first, release, check } = await frozenInTheMiddle(account, freeze);
    await release();
    await check();
    first.kill('SIGCONT');
    await first.waitForLine(({ msg }) => msg === YIELDS);
  },
);
