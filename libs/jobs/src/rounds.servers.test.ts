import { randomUUID } from 'node:crypto';
import type { Job, Queue } from 'bullmq';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnsweringKind,
  accountOf,
  contractOf,
  contracts,
  createQueues,
  type JobKind,
  type JobPayload,
  jobKinds,
  producerConnection,
  type QueueName,
  type Queues,
  type SweptKind,
} from './index.ts';

const url = process.env.REDIS_URL ?? '';
const prefix = `sluice-rounds-${randomUUID().slice(0, 8)}`;
const isRequested = (kind: JobKind) => contractOf(kind).every === undefined;
const requested = jobKinds.filter(isRequested);

let connection: Redis;
let queues: Queues;
beforeAll(() => {
  connection = producerConnection(url);
  queues = createQueues(connection, { prefix });
});
afterEach(async () => {
  for (const kind of requested) await of(kind).obliterate({ force: true });
  for (const key of await connection.keys(`${prefix}:*:rounds`)) await connection.del(key);
});
afterAll(async () => {
  await queues.close();
  connection.disconnect();
});

const of = (kind: JobKind): Queue => queues.queue(contractOf(kind).queue);

const id = '01936f5e-0000-7000-8000-000000000000';
const payloads: { readonly [K in JobKind]?: JobPayload<K> } = {
  'import-file': { job_id: id },
  'preview-import': {
    doc_id: id,
    account_id: '',
    importer: 'assets',
    importer_version: 1,
    options: contractsOptions(),
    rows: 20,
  },
  'preview-definition': { doc_id: id, account_id: 'a', definition: {}, options: contractsOptions(), rows: 20 },
  'import-template': { account_id: 'a', importer: 'assets', importer_version: 1, format: 'csv' },
  'infer-importer': { doc_id: id, account_id: 'a', options: {} },
  'preview-reading': { doc_id: id, account_id: 'a', options: {} },
  'export-results': { job_id: id, format: 'json' },
  'analyze-file': { analysis_id: id },
  'analyze-sync': { analysis_id: id },
  'upload-artifact': { download_id: id },
  'reprocess-run': { run_id: id },
  'verify-document': { doc_id: id },
  'drain-server': { server_id: id },
};

function contractsOptions(): JobPayload<'preview-import'>['options'] {
  return contracts['preview-import'].payload.shape.options.parse({});
}

const limited = (whileOthersWait: number, always = 0) => ({ whileOthersWait, always });

/** Takes the jobs of a queue one after the other, as a worker with a limit of `atMost` would, and returns their accounts. */
async function takeAll(kind: JobKind, { atMost = 0, most = 1_000 } = {}): Promise<string[]> {
  const worker = new Worker(of(kind).name, null, { connection: { url }, prefix });
  const taken: string[] = [];
  while (taken.length < most) {
    const job = await worker.getNextJob(randomUUID(), { block: false });
    if (!job) break;
    if ((await queues.startRound(job, limited(atMost))) !== undefined)
      throw new Error('given back without another account');
    taken.push(accountOf(job) ?? '');
    await job.moveToCompleted(undefined, job.token ?? '', false);
  }
  await worker.close();
  return taken;
}

const fill = async (kind: JobKind, account: string, count: number): Promise<void> => {
  const payload = { ...payloads[kind], account_id: account } as JobPayload<typeof kind>;
  for (let at = 0; at < count; at++) await queues.enqueue(kind, payload, { accountId: account });
};

it('has a payload for every kind that runs on request', () => {
  expect(Object.keys(payloads).sort()).toEqual([...requested].sort());
});

describe.each(requested)('%s', (kind) => {
  it('lets the accounts take turns, in their own order', async () => {
    await fill(kind, 'flood', 20);
    await fill(kind, 'other', 2);
    await fill(kind, 'third', 1);
    expect((await takeAll(kind)).slice(0, 6)).toEqual(['flood', 'other', 'third', 'flood', 'other', 'flood']);
  });

  it('reports when its oldest waiting job was added', async () => {
    await fill(kind, 'flood', 3);
    const [first] = await of(kind).getPrioritized(0, 0);
    expect(await queues.oldestWaiting(of(kind).name as QueueName)).toEqual(new Date(first?.timestamp ?? 0));
  });

  it('starts the first job of an account that arrives later after one more of the others', async () => {
    await fill(kind, 'flood', 20);
    expect(await takeAll(kind, { most: 7 })).toEqual(Array(7).fill('flood'));
    await fill(kind, 'late', 2);
    expect((await takeAll(kind)).slice(0, 4)).toEqual(['flood', 'late', 'flood', 'late']);
  });

  it('does not count ended jobs against their account', async () => {
    await fill(kind, 'flood', 20);
    await takeAll(kind);
    await fill(kind, 'other', 3);
    await fill(kind, 'flood', 1);
    expect(await takeAll(kind)).toEqual(['other', 'flood', 'other', 'other']);
  });
});

const swept = requested.filter((kind): kind is SweptKind => contractOf(kind).sweep !== undefined);
it.each(swept)('%s: rows that the sweep adds take turns as well', async (kind) => {
  const row = (accountId: string) => ({ id: randomUUID(), accountId });
  await queues.enqueueRows(kind, [...Array.from({ length: 20 }, () => row('flood')), row('other')]);
  expect((await takeAll(kind)).indexOf('other')).toBe(1);
});

const answering = requested.filter((kind): kind is AnsweringKind => contractOf(kind).answersCaller === true);
it.each(answering)('%s: calls take turns as well', async (kind) => {
  await fill(kind, 'flood', 20);
  const payload = { ...payloads[kind], account_id: 'other' } as JobPayload<typeof kind>;
  const called = queues.call(kind, payload, { accountId: 'other', timeoutMs: 2_000 });
  // It ends without a result, which no caller accepts.
  const failed = expect(called).rejects.toThrow();
  await expect.poll(() => of(kind).getPrioritizedCount()).toBe(21);
  expect((await takeAll(kind)).indexOf('other')).toBe(1);
  await failed;
});

describe('a job', () => {
  const kind = 'import-file';
  const next = async (worker: Worker): Promise<Job> => {
    const job = await worker.getNextJob(randomUUID(), { block: false });
    if (!job) throw new Error('no job is waiting');
    return job;
  };
  const opened = () => new Worker(of(kind).name, null, { connection: { url }, prefix });

  it('waits behind the other jobs of its account when it is retried', async () => {
    await fill(kind, 'flood', 5);
    const worker = opened();
    const failing = await next(worker);
    await queues.startRound(failing, limited(0));
    await queues.joinAgain(failing);
    await failing.moveToDelayed(Date.now(), failing.token ?? '');
    await fill(kind, 'other', 1);
    expect(await takeAll(kind)).toEqual(['flood', 'other', 'flood', 'flood', 'flood', 'flood']);
    expect(await (await of(kind).getJob(failing.id ?? ''))?.getState()).toBe('completed');
    await worker.close();
  });

  it('is given back only while an account below the limit is waiting', async () => {
    await fill(kind, 'flood', 5);
    const worker = opened();
    const running: Job[] = [];
    // No other account is waiting, so the limit does not apply.
    for (let at = 0; at < 4; at++) {
      const job = await next(worker);
      expect(await queues.startRound(job, limited(2))).toBeUndefined();
      running.push(job);
    }
    await fill(kind, 'other', 3);
    const fifth = await next(worker);
    expect(accountOf(fifth)).toBe('flood');
    expect(await queues.startRound(fifth, limited(2))).toEqual({ behind: 5 });
    await fifth.changePriority({ priority: 6 });
    await fifth.moveToWait(fifth.token ?? '');
    for (let at = 0; at < 2; at++) {
      let job = await next(worker);
      if (accountOf(job) === 'flood') {
        const again = await queues.startRound(job, limited(2));
        const behind = again && 'behind' in again ? again.behind : 0;
        expect(behind).toBeGreaterThan(5);
        await job.changePriority({ priority: behind + 1 });
        await job.moveToWait(job.token ?? '');
        job = await next(worker);
      }
      expect(accountOf(job)).toBe('other');
      expect(await queues.startRound(job, limited(2))).toBeUndefined();
    }
    // The others already run as many as the limit allows, so one more holds up no one.
    const last = await next(worker);
    expect(accountOf(last)).toBe('flood');
    expect(await queues.startRound(last, limited(2))).toBeUndefined();
    await worker.close();
  });

  it('waits while its account is at its absolute limit, each job a second after the one before', async () => {
    await fill(kind, 'flood', 4);
    const worker = opened();
    expect(await queues.startRound(await next(worker), limited(0, 1))).toBeUndefined();
    for (const seconds of [1, 2]) {
      const job = await next(worker);
      const held = await queues.startRound(job, limited(0, 1));
      const waitMs = held && 'waitMs' in held ? held.waitMs : 0;
      expect(waitMs).toBeGreaterThan((seconds - 1) * 1_000);
      expect(waitMs).toBeLessThanOrEqual(seconds * 1_000);
    }
    await fill(kind, 'other', 1);
    const other = await next(worker);
    expect([accountOf(other), await queues.startRound(other, limited(0, 1))]).toEqual(['other', undefined]);
    await worker.close();
  });

  it('no longer pushes back later jobs once it is withdrawn', async () => {
    const rows = Array.from({ length: 20 }, () => ({ id: randomUUID(), accountId: 'flood' }));
    await queues.enqueueRows(kind, rows);
    await fill(kind, 'other', 10);
    for (const row of rows) await queues.withdraw(kind, row.id);
    expect(await queues.renumber(of(kind).name as QueueName)).toBe(true);
    expect(await queues.renumber(of(kind).name as QueueName)).toBe(false);
    await fill(kind, 'flood', 1);
    expect((await takeAll(kind)).indexOf('flood')).toBe(1);
  });
});

it('forgets accounts whose jobs have all started', async () => {
  const key = of('import-file').toKey('rounds');
  const past = Array.from({ length: 1_001 }, (_, at) => [`last:past-${at}`, 5] as const);
  await connection.hset(key, { current: 5, ...Object.fromEntries(past) });
  await fill('import-file', 'waiting', 1);
  expect(await queues.renumber('imports')).toBe(false);
  expect(await connection.hgetall(key)).toEqual({ current: '5', 'last:waiting': '6' });
});

it('restarts the numbering of rounds before it runs out, and keeps the order', async () => {
  const kind = 'analyze-file';
  const key = of(kind).toKey('rounds');
  await connection.hset(key, 'current', 2 ** 20 + 5);
  await fill(kind, 'flood', 20);
  await fill(kind, 'other', 2);
  expect(await queues.renumber('analyses')).toBe(true);
  expect(await connection.hgetall(key)).toEqual({ current: '0', 'last:flood': '20', 'last:other': '2' });
  // A job that another process numbered before that and added only now.
  await connection.hset(key, 'last:late', 2 ** 20 + 5);
  await fill(kind, 'late', 1);
  expect(await queues.renumber('analyses')).toBe(true);
  await fill(kind, 'third', 1);
  const order = ['flood', 'other', 'late', 'third', 'flood', 'other', 'flood'];
  expect((await takeAll(kind)).slice(0, 7)).toEqual(order);
});
