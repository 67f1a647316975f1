import { repeats, soaking } from '@sluice/core/testing';
import { importWork } from '@sluice/db/imports';
import { expect, it } from 'vitest';
import { useSuite, waitFor } from '../harness/index.ts';
import { useShop } from '../harness/shop.ts';
import { assets, orderLines, type Subject } from './support/subjects.ts';

const shops = useShop();
const suite = useSuite({ env: shops.env });
const ROWS = repeats(3_000, 50_000);
const BATCH = ROWS / 20;

interface Freeze {
  readonly on_invalid: 'skip' | 'abort';
  readonly on_duplicate: 'reject' | 'update' | 'skip';
  readonly share: number;
  readonly subject: Subject;
}
const lines = orderLines(shops);
const FREEZES: readonly Freeze[] = [
  { on_invalid: 'skip', on_duplicate: 'update', share: 0.05, subject: assets },
  { on_invalid: 'skip', on_duplicate: 'reject', share: 0.3, subject: assets },
  { on_invalid: 'abort', on_duplicate: 'skip', share: 0.3, subject: assets },
  { on_invalid: 'skip', on_duplicate: 'update', share: 0.3, subject: lines },
];

/** Starts an import whose worker freezes while it holds locks in the table. */
async function frozenInTheMiddle(account: string, { share, subject, ...options }: Freeze) {
  const { seed, bytes, client, hold, check } = await subject.prepare(suite, {
    ...{ account, rows: ROWS, before: ROWS / 5, matching: 0.2, dirty: options.on_invalid === 'skip', options },
  });
  const { job_id: jobId } = await client.imports.post(bytes, options);
  const progress = (what: string, attempt: number, count: number) =>
    waitFor(what, async () => {
      const job = await importWork.get(suite.stack.db, jobId);
      return job && job.attempt >= attempt && Math.max(job.processedRows, job.checkedRows) >= count ? job : undefined;
    });
  const { at, release } = await hold(share * ROWS);
  const worker = () => suite.worker({ IMPORT_BATCH_ROWS: String(BATCH) });
  const first = await worker();
  const frozen = await progress('the first worker', 1, Math.floor(at / BATCH) * BATCH);
  first.kill('SIGSTOP');
  await suite.stack.freeJobs();
  const checkAll = async () => {
    expect(await client.imports.wait(jobId)).toMatchObject({ attempt: 2 });
    await check(jobId);
    console.log(`seed ${seed}; frozen at ${frozen.processedRows} rows`);
  };
  return { first, second: await worker(), progress, release, check: checkAll };
}

const YIELDS = 'another attempt has taken over this import; stopping';

it.each(FREEZES)(
  'a frozen worker that wakes up late commits nothing more ($subject.name, $on_invalid, $on_duplicate)',
  async (freeze) => {
    const account = `${freeze.subject.name}-${freeze.on_invalid}-${freeze.on_duplicate}`;
    const { first, second, progress, release, check } = await frozenInTheMiddle(account, freeze);
    await progress('the second worker', 2, 0);
    first.kill('SIGCONT');
    await release();
    await first.waitForLine(({ msg }) => msg === YIELDS);
    await check();
    expect([await first.stop(), await second.stop()]).toEqual([0, 0]);
  },
);

it.each(FREEZES.filter(({ on_duplicate, subject }) => on_duplicate !== 'reject' && (soaking || subject === assets)))(
  'the next attempt does not wait for the locks of a worker that never wakes up ($subject.name, $on_invalid, $on_duplicate)',
  async (freeze) => {
    const account = `locks-${freeze.subject.name}-${freeze.on_invalid}-${freeze.on_duplicate}`;
    const { first, release, check } = await frozenInTheMiddle(account, freeze);
    await release();
    await check();
    first.kill('SIGCONT');
    await first.waitForLine(({ msg }) => msg === YIELDS);
  },
);
