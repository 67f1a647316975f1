import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { repeats, soaking } from '@sluice/core/testing';
import { getDocument } from '@sluice/db/documents';
import { importWork } from '@sluice/db/imports';
import { MysqlProxy } from '@sluice/db/testing';
import { FaultProxy } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Env, Random, type Stack, useSuite, type Worker, waitFor } from '../harness/index.ts';
import { useShop } from '../harness/shop.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { expectImport } from './support/oracle.ts';
import { type OwnServers, startOwnServers } from './support/own-servers.ts';
import { assets, orderLines, type Subject } from './support/subjects.ts';

let own: OwnServers;
let mysql: FaultProxy;
let s3: FaultProxy;

/** Other suites run in this process later. */
const usual = { ...process.env };
beforeAll(async () => {
  own = await startOwnServers();
  process.env.DATABASE_URL = own.databaseUrl;
  process.env.REDIS_URL = own.redisUrl;
  mysql = await FaultProxy.start(own.databaseUrl);
  s3 = await FaultProxy.start(process.env.S3_ENDPOINT ?? '');
});
// afterAll hooks run in reverse order, so the servers are closed last.
afterAll(async () => {
  await mysql?.close();
  await s3?.close();
  await own?.close();
  Object.assign(process.env, { DATABASE_URL: usual.DATABASE_URL, REDIS_URL: usual.REDIS_URL });
});
const shops = useShop();
const suite = useSuite({ env: shops.env });
const lines = orderLines(shops);
/** Each fault meets one of them, and in a soak both. */
const subjects = (usual: Subject) => it.each(soaking ? [assets, lines] : [usual]);

afterEach(() => {
  mysql.set({});
  s3.set({});
});

/** The worker sees MySQL and S3 through the proxies. */
function throughProxies({ databaseUrl }: Stack): Record<string, string> {
  const url = new URL(databaseUrl);
  url.port = new URL(mysql.endpoint).port;
  return { DATABASE_URL: url.href, S3_ENDPOINT: s3.endpoint };
}

const SECONDS_AWAY = repeats(1, 3);
const ROWS = repeats(3_000, 30_000);
const BATCH = ROWS / 20;
let accounts = 0;

interface Fault {
  /** `before` runs before the import is submitted, `begin` right after. */
  readonly before?: () => Promise<void> | void;
  readonly begin?: () => Promise<void>;
  /** Runs when the import waits in the middle for `release`; resolves when the fault is over. */
  readonly middle?: (release: () => Promise<void>) => Promise<void>;
  readonly rows?: number;
  /** Further variables of the worker. */
  readonly env?: Env;
  /** Codes with which the import may fail; it is then retried. */
  readonly codes: readonly string[];
}

/** Runs one import with updates during a fault, retries it if it fails with an expected code, and checks the result. */
async function disturbed(subject: Subject, { before, begin, middle, rows = ROWS, env, codes }: Fault): Promise<Worker> {
  const { stack } = suite;
  const { seed, bytes, client, hold, check } = await subject.prepare(suite, {
    ...{ account: `faults-${++accounts}`, rows, before: ROWS / 5, matching: 0.15, dirty: true },
    options: { on_duplicate: 'update' },
  });
  const held = middle ? await hold(rows / 2) : undefined;
  const worker = await suite.worker({ ...throughProxies(stack), IMPORT_BATCH_ROWS: String(BATCH), ...env });
  await before?.();
  const { job_id: jobId } = await client.imports.post(bytes, { on_duplicate: 'update' });
  await begin?.();
  if (middle && held) {
    await waitFor('the middle', async () => {
      const job = await importWork.get(stack.db, jobId);
      return job?.processedRows === Math.floor(held.at / BATCH) * BATCH ? true : undefined;
    });
    await middle(held.release);
  }
  let done = await client.imports.wait(jobId);
  const first = `${done.status} ${done.error_code ?? ''}`.trim();
  if (done.status === 'failed') {
    expect(codes).toContain(done.error_code);
    expect(done.error_message?.length).toBeGreaterThan(20);
    mysql.set({});
    s3.set({});
    await client.imports.retry(jobId);
    done = await client.imports.wait(jobId);
  }
  await check(jobId);
  console.log(`${subject.name}: seed ${seed}; ${first}; attempts ${done.attempt}`);
  return worker;
}

const awayAndBack = async (name: 'mysql' | 'valkey'): Promise<void> => {
  await own.kill(name);
  await delay(SECONDS_AWAY * 1_000);
  await own.start(name);
};

subjects(lines)('Redis crashes, is down for some seconds, and comes back ($name)', async (subject) => {
  await disturbed(subject, {
    middle: async (release) => {
      await awayAndBack('valkey');
      await release();
    },
    codes: [],
  });
});

subjects(lines)('MySQL crashes, is down for some seconds, and comes back ($name)', async (subject) => {
  // The crash also ends the transaction that holds the row.
  await disturbed(subject, { middle: () => awayAndBack('mysql'), codes: ['DATABASE_UNAVAILABLE'] });
});

subjects(lines)('every connection to MySQL is lost in the middle of a batch, twice ($name)', async (subject) => {
  await disturbed(subject, {
    middle: async (release) => {
      mysql.set({ cutUpAfter: 2 * ROWS, times: 2 });
      await release();
      await mysql.struck(2);
    },
    codes: ['DATABASE_UNAVAILABLE'],
  });
});

subjects(assets)('MySQL goes silent on every open connection and answers on new ones ($name)', async (subject) => {
  let since = 0;
  await disturbed(subject, {
    env: { DATABASE_SILENCE_SECONDS: String(repeats(1, 15)) },
    middle: async (release) => {
      expect(mysql.silence()).toBeGreaterThan(1);
      since = Date.now();
      await release();
    },
    codes: [],
  });
  expect(Date.now() - since).toBeLessThan(60_000);
});

// It takes longer than the 10 s for which the commands of a worker may wait.
it.runIf(soaking)('Redis goes silent on every open connection and answers on new ones', async () => {
  const redis = await FaultProxy.start(own.redisUrl);
  const url = new URL(own.redisUrl);
  url.port = new URL(redis.endpoint).port;
  let since = 0;
  await disturbed(assets, {
    env: { REDIS_URL: url.href },
    middle: async (release) => {
      expect(redis.silence()).toBeGreaterThan(1);
      since = Date.now();
      await release();
    },
    codes: [],
  });
  // The worker can neither report the end of that job nor learn of the next one.
  const client = await suite.api.client('silent-redis');
  const { job_id: jobId } = await client.imports.post(Buffer.from('identifier,name\nA-1,one\n'));
  expect(await client.imports.wait(jobId)).toMatchObject({ status: 'completed' });
  expect(Date.now() - since).toBeLessThan(60_000);
  await suite.killWorkers();
  await redis.close();
});

subjects(assets)('S3 is unreachable for some attempts before the file is fetched ($name)', async (subject) => {
  await disturbed(subject, {
    before: async () => {
      // Open connections would not be refused.
      await s3.down();
      s3.set({ refuse: true });
      await s3.up();
    },
    begin: async () => {
      await s3.struck(repeats(4, 12));
      s3.set({});
    },
    codes: ['STORAGE_UNAVAILABLE'],
  });
});

subjects(assets)('S3 interrupts the download, then the upload of the result file ($name)', async (subject) => {
  await disturbed(subject, {
    before: () => s3.set({ cutDownAfter: 16 * ROWS, times: 1 }),
    begin: async () => {
      await s3.struck(1);
      s3.set({ cutUpAfter: 16 * ROWS, times: 1 });
      await s3.struck(1);
    },
    codes: ['STORAGE_UNAVAILABLE'],
  });
});

subjects(lines)('MySQL and S3 respond 200 ms late ($name)', async (subject) => {
  await disturbed(subject, {
    rows: repeats(1_000, 6_000),
    before: () => {
      mysql.set({ delayMs: 100 });
      s3.set({ delayMs: 100 });
    },
    codes: [],
  });
});

subjects(lines)('writes the same rows when the server does not allow LOAD DATA LOCAL ($name)', async (subject) => {
  const allow = (value: 0 | 1) => suite.stack.db.execute(sql.raw(`SET GLOBAL local_infile = ${value}`));
  await allow(0);
  try {
    const { lines } = await disturbed(subject, { rows: ROWS / 2, codes: [] });
    expect(lines.some(({ local_infile }) => local_infile === false)).toBe(true);
  } finally {
    await allow(1);
  }
});

it('writes the same rows when a proxy begins to refuse LOAD DATA LOCAL that the server allows', async () => {
  const proxy = await MysqlProxy.start(suite.stack.databaseUrl);
  let loads = 0;
  proxy.judge = (statement) => {
    if (!statement.includes('LOAD DATA LOCAL') || ++loads <= 3) return 'pass';
    return { errno: 1047, message: "Unsupported 'LOAD DATA LOCAL INFILE' command" };
  };
  const { lines } = await disturbed(assets, { rows: ROWS / 2, env: { DATABASE_URL: proxy.url }, codes: [] });
  expect(lines.some(({ local_infile }) => local_infile === false)).toBe(true);
  await suite.killWorkers();
  await proxy.close();
});

it('fails with the true reason when the file is missing, and a retry resumes where it stopped', async () => {
  const random = new Random();
  const { stack, api } = suite;
  const file = makeFile(random, { rows: ROWS, prefix: 'N', bad: 0.02 });
  const client = await api.client('gone');
  const { job_id: jobId, doc_id: docId } = await client.imports.post(file.bytes);
  const { key } = addedRow(file, new Map(), ROWS / 2);
  const release = await holdKey(stack.databaseUrl, 'gone', key);
  const worker = await suite.worker({ IMPORT_BATCH_ROWS: String(BATCH) });
  await waitFor('some rows', async () => {
    const job = await importWork.get(stack.db, jobId);
    return job && job.processedRows > 0 ? true : undefined;
  });
  await suite.crash(worker);
  await release();
  const { s3Key = '' } = (await getDocument(stack.db, { accountId: 'gone', docId })) ?? {};
  await stack.storage.delete(s3Key);
  await suite.worker();
  const failed = await client.imports.wait(jobId);
  expect(failed).toMatchObject({ status: 'failed', error_code: 'STORAGE_NOT_FOUND' });
  await stack.storage.putStream(s3Key, Readable.from([file.bytes]), { contentType: 'text/csv' });
  await client.imports.retry(jobId);
  await client.imports.wait(jobId);
  const expected = expectImport(file.records, new Map(), jobId, {});
  await checkCompleted({ url: stack.databaseUrl, account: 'gone', client, jobId, expected });
  console.log(`seed ${random.seed}; failed after ${failed.processed_rows} rows: ${failed.error_message}`);
});

it('an all-or-nothing import waits for the locks of others without using up its attempts', async () => {
  const random = new Random();
  const account = 'locks';
  const { stack, api } = suite;
  const file = makeFile(random, { rows: 200, prefix: 'N' });
  const client = await api.client(account);
  const release = await holdKey(stack.databaseUrl, account, addedRow(file, new Map(), 100).key);
  await stack.db.execute(sql`SET GLOBAL innodb_lock_wait_timeout = 1`);
  await suite.worker({ ...throughProxies(stack), IMPORT_BATCH_ROWS: '100' });
  const { job_id: jobId } = await client.imports.post(file.bytes, { on_invalid: 'abort' });
  // The contract allows five attempts.
  const job = await waitFor('the seventh attempt', async () => {
    const found = await importWork.get(stack.db, jobId);
    return found && (found.attempt >= 7 || found.status === 'failed') ? found : undefined;
  });
  expect(job).toMatchObject({ status: 'processing', attempt: 7 });
  await release();
  await stack.db.execute(sql`SET GLOBAL innodb_lock_wait_timeout = 50`);
  await client.imports.wait(jobId);
  const expected = expectImport(file.records, new Map(), jobId, {});
  await checkCompleted({ url: stack.databaseUrl, account, client, jobId, expected });
});
