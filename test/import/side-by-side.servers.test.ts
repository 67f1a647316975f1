import { repeats } from '@sluice/core/testing';
import { expect, it } from 'vitest';
import { openGate, Random, READS, useSuite } from '../harness/index.ts';
import { useShop } from '../harness/shop.ts';
import { csvLine } from './support/file.ts';
import { orderLines } from './support/subjects.ts';
import { readAssets } from './support/table.ts';

const shops = useShop();
const suite = useSuite({ env: shops.env });
const SHARED = repeats(3_000, 6_000);

/** A file with the keys from `from` to before `to`, in random order. */
function fileOf(random: Random, from: number, to: number, label: string): Buffer {
  const keys = Array.from({ length: to - from }, (_, at) => from + at);
  const inAnyOrder = keys.map((key) => ({ key, at: random.next() })).sort((a, b) => a.at - b.at);
  const rows = inAnyOrder.map(({ key }) => [`K-${String(key).padStart(6, '0')}`, `${label} ${key}`]);
  return Buffer.from([['identifier', 'name'], ...rows].map(csvLine).join(''));
}

it.each(['reject', 'update', 'skip'] as const)(
  'two concurrent imports that share half of their keys, in different order, both complete (%s)',
  async (on_duplicate) => {
    const random = new Random();
    const account = `side-${on_duplicate}`;
    const client = await suite.api.client(account);
    const env = { IMPORT_BATCH_ROWS: String(SHARED / 12) };
    await Promise.all([suite.worker(env), suite.worker(env)]);
    const files = [fileOf(random, 0, 2 * SHARED, 'one'), fileOf(random, SHARED, 3 * SHARED, 'two')];
    const jobs = await Promise.all(files.map((bytes) => client.imports.post(bytes, { on_duplicate })));
    const ends = await Promise.all(jobs.map(({ job_id: jobId }) => client.imports.wait(jobId)));
    console.log(`seed ${random.seed}; ${JSON.stringify(ends.map((end) => [end.inserted_rows, end.updated_rows]))}`);
    const sum = (read: (end: (typeof ends)[number]) => number): number => ends.reduce((all, end) => all + read(end), 0);
    expect(ends.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect(sum((end) => end.inserted_rows)).toBe(3 * SHARED);
    expect(sum((end) => end.processed_rows)).toBe(4 * SHARED);
    const shared = { reject: 'failed_rows', update: 'updated_rows', skip: 'skipped_rows' } as const;
    expect(sum((end) => end[shared[on_duplicate]])).toBe(SHARED);
    const table = await readAssets(suite.stack.databaseUrl, account);
    expect(table.size).toBe(3 * SHARED);
    const wrong = [...table].filter(([key, { name }]) => {
      const number = Number(key.slice(2));
      return name !== `one ${number}` && name !== `two ${number}`;
    });
    expect(wrong).toEqual([]);
  },
);

it('two concurrent imports whose triggers change the same rows of another table both complete', async () => {
  const { stocks, ...subject } = orderLines(shops);
  const plan = { rows: SHARED / 10, before: 0, matching: 0, dirty: true, options: { on_duplicate: 'skip' } } as const;
  const account = 'side-lines';
  const { client, bytes } = await subject.prepare(suite, { ...plan, account });
  const env = { IMPORT_BATCH_ROWS: String(plan.rows / 5) };
  await Promise.all([suite.worker(env), suite.worker(env)]);
  // The same lines in the opposite order: each row is written by one of them.
  const [header, ...records] = bytes.toString().trimEnd().split('\n');
  const reversed = Buffer.from(`${[header, ...records.reverse()].join('\n')}\n`);
  const jobs = await Promise.all([bytes, reversed].map((file) => client.imports.post(file, plan.options)));
  const ends = await Promise.all(jobs.map(({ job_id: id }) => client.imports.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(['completed', 'completed']);
  const { lines, moved, stock } = await stocks(account);
  expect(lines).toBe(ends.reduce((sum, end) => sum + end.inserted_rows, 0));
  expect(lines).toBeGreaterThan(plan.rows / 2);
  expect(stock).toBe(-moved);
  console.log(
    `attempts ${ends.map(({ attempt }) => attempt)}; ${ends.map((end) => end.inserted_rows)} of ${lines} rows`,
  );
});

it('many simultaneous imports cause no Node warnings in the log', async () => {
  const client = await suite.api.client('many');
  const gate = await openGate(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  const reading = gate.shut(READS);
  const worker = await suite.worker({ S3_ENDPOINT: gate.endpoint, WORKER_IMPORT_CONCURRENCY: '12' });
  const jobs = await Promise.all(
    Array.from({ length: 12 }, (_, at) => client.imports.post(fileOf(new Random(), at, at + 10, 'many'))),
  );
  await Promise.all(jobs.map(({ job_id: id }) => client.imports.wait(id, ({ status }) => status === 'processing')));
  reading.open();
  for (const { job_id: id } of jobs) expect(await client.imports.wait(id)).toMatchObject({ status: 'completed' });
  expect(worker.lines.filter(({ msg }) => String(msg).includes('MaxListeners'))).toEqual([]);
  await gate.close();
});
