import { importWork } from '@sluice/db/imports';
import { expect, it } from 'vitest';
import { Random, useSuite, waitFor } from '../harness/index.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { expectImport } from './support/oracle.ts';
import { seedAssets } from './support/table.ts';

const suite = useSuite();

const FREEZES = [
  { on_invalid: 'skip', on_duplicate: 'update', rows: 2_000 },
  { on_invalid: 'skip', on_duplicate: 'reject', rows: 16_000 },
  { on_invalid: 'abort', on_duplicate: 'skip', rows: 16_000 },
] as const;

it.each(FREEZES)(
  'a frozen worker that wakes up late commits nothing more ($on_invalid, $on_duplicate)',
  async (freeze) => {
    const { rows, ...options } = freeze;
    const random = new Random();
    const account = `${options.on_invalid}-${options.on_duplicate}`;
    const { databaseUrl: url, db } = suite.stack;
    const before = await seedAssets(random, url, account, 10_000);
    const file = makeFile(random, {
      ...{ rows: 50_000, prefix: 'N', existing: [...before.keys()], matching: 0.2 },
      ...(options.on_invalid === 'skip' ? { bad: 0.02, duplicates: 0.02 } : {}),
    });
    const client = await suite.api.client(account);
    const { job_id: jobId } = await client.imports.post(file.bytes, options);
    const progress = (what: string, attempt: number, count: number) =>
      waitFor(what, async () => {
        const job = await importWork.get(db, jobId);
        return job && job.attempt >= attempt && Math.max(job.processedRows, job.checkedRows) >= count ? job : undefined;
      });

    const first = await suite.worker();
    const frozen = await progress('the first worker', 1, rows);
    first.kill('SIGSTOP');
    const second = await suite.worker();
    await progress('the second worker', 2, 0);
    first.kill('SIGCONT');
    const yields = await first.waitForLine(({ msg }) => msg === 'another attempt has taken over this import; stopping');
    const done = await client.imports.wait(jobId);
    expect(done.attempt).toBe(2);
    const expected = expectImport(file.records, before, jobId, options);
    await checkCompleted({ url, account, client, jobId, expected });
    console.log(`seed ${random.seed}; frozen at ${frozen.processedRows} rows; ${yields.msg}`);
    expect([await first.stop(), await second.stop()]).toEqual([0, 0]);
  },
);
