import { randomUUID } from 'node:crypto';
import { createQueues, producerConnection } from '@sluice/jobs';
import { FaultProxy } from '@sluice/storage/testing';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  call,
  form,
  ProxiedApi,
  type Role,
  signToken,
  startWorker,
  through,
  waitFor,
} from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, anImport, objects, rows } from '../harness/rows.ts';

let suite: ProxiedApi;
beforeAll(async () => {
  suite = await ProxiedApi.start({
    env: {
      DATABASE_SILENCE_SECONDS: '1',
      PREVIEW_WAIT_MS: '3000',
      SYNC_ANALYSIS_WAIT_MS: '1000',
      STATUS_CHECK_MS: '500',
    },
  });
});
afterAll(() => suite?.close());

const ready = async () => {
  const answer = await fetch(`${suite.api.url}/health/ready`);
  const { checks } = (await answer.json()) as { checks: Record<string, { state: string; reason?: string }> };
  return { status: answer.status, checks };
};

/** The logged error of a trace that has ended. */
const logOf = async (traceId: string) => {
  const found = await rows<Record<string, unknown>>(
    suite.stack,
    sql`select error_logs.*, request_traces.status from error_logs join request_traces using (trace_id)
      where trace_id = ${traceId} and request_traces.status <> 'IN_PROGRESS'`,
  );
  return found[0];
};

describe.each(['mysql', 'redis', 's3'] as const)('without %s', (name) => {
  it('is not ready, reports what is missing, and recovers', async () => {
    expect(await ready()).toMatchObject({ status: 200 });
    await suite.without(name, async () => {
      const { status, checks } = await ready();
      expect(status).toBe(503);
      for (const [key, { state, reason }] of Object.entries(checks)) {
        expect([key, state]).toEqual([key, key === name ? 'down' : 'up']);
        if (key === name) expect(reason).toMatch(/^[A-Z0-9_]+( \([A-Z0-9_]+\))?$/);
      }
      expect((await fetch(`${suite.api.url}/health/live`)).status).toBe(200);
    });
  });
});

interface Dependency {
  readonly name: string;
  readonly state: 'up' | 'down' | 'unknown';
  readonly since: string | null;
  readonly title: string | null;
  readonly affected: string | null;
  readonly unaffected: string | null;
}

/** What `GET /status` says of each dependency. */
const status = async (role: Role = 'viewer') => {
  const { json, text, status } = await call(suite, 'GET /api/v1/status', { role });
  expect(status, text).toBe(200);
  const dependencies: Dependency[] = json.dependencies;
  return { text, overall: json.status, of: (name: string) => dependencies.find((one) => one.name === name) };
};

/** The status, once it says this of a dependency. */
const says = (name: string, state: Dependency['state']) =>
  waitFor(`${name} is ${state}`, async () => {
    const found = await status();
    return found.of(name)?.state === state ? found : undefined;
  });

describe('the status', () => {
  it.each([
    ['mysql', 'database', /database/i],
    ['redis', 'queue', /queue/i],
    ['s3', 'storage', /storage/i],
  ] as const)(
    'names %s while it is down: what is affected, since when, and what still works',
    async (server, name, title) => {
      const before = await says(name, 'up');
      expect(before.of(name)).toMatchObject({ since: null, title: null, affected: null, unaffected: null });
      const from = Date.now();
      await suite.without(server, async () => {
        const found = await says(name, 'down');
        expect(found.overall).toBe('degraded');
        const down = found.of(name);
        expect([down?.title, down?.affected, down?.unaffected]).toEqual([
          ...[expect.stringMatching(title), expect.stringMatching(/\w+ .*\./), expect.stringMatching(/\w+ .*\./)],
        ]);
        expect(Date.parse(down?.since ?? '')).toBeGreaterThanOrEqual(from - 1_000);
        // It stays the moment when it went down.
        const later = await waitFor('a later check', async () => {
          const again = await status('operator');
          return again.text.includes(JSON.stringify(down?.since)) ? again : undefined;
        });
        for (const text of [found.text, later.text]) expect(text).not.toMatch(/127\.0\.0\.1|ECONN|http|bucket/i);
        // What cannot be seen from here is not said.
        if (server === 'redis') expect(found.of('workers')?.state).toBe('unknown');
      });
      await says(name, 'up');
    },
  );

  it('says that no worker is running, until one is', async () => {
    expect((await says('workers', 'down')).of('workers')?.title).toBe('No worker is running.');
    const worker = await startWorker(suite.stack.env);
    try {
      expect((await says('workers', 'up')).overall).toBe('ok');
    } finally {
      await worker.stop();
    }
    await says('workers', 'down');
  });

  it('names a storage server that does not answer, but not one that has not been probed', async () => {
    const { db } = suite.stack;
    const add = (name: string, error: string | null) =>
      db.execute(sql`insert into storage_servers (server_id, name, endpoint, region, bucket, credentials_ref, last_error, last_heartbeat)
        values (${randomUUID()}, ${name}, 'http://192.0.2.1:9', 'r', ${`some-bucket-${name}`}, 'default', ${error}, now(3) - interval 1 hour)`);
    await Promise.all([add('silent-1', 'http://192.0.2.1:9 does not answer'), add('unasked-1', null)]);
    try {
      const found = await says('storage_server', 'down');
      expect(found.of('storage_server')).toMatchObject({
        server: 'silent-1',
        title: 'Storage server silent-1 is unreachable.',
      });
      expect(Date.now() - Date.parse(found.of('storage_server')?.since ?? '')).toBeGreaterThan(3_000_000);
      expect(found.text).not.toMatch(/unasked-1|192\.0\.2|some-bucket/);
    } finally {
      await db.execute(sql`delete from storage_servers where name in ('silent-1', 'unasked-1')`);
    }
  });

  it('requires authentication, and does not count against the rate limit', async () => {
    const answer = await fetch(`${suite.api.url}/api/v1/status`);
    expect(answer.status).toBe(401);
    expect((await call(suite, 'GET /api/v1/status')).headers.get('ratelimit')).toBeNull();
  });
});

describe('a caller that waits for a worker', () => {
  const preview = (docId: string) =>
    call(suite, 'POST /api/v1/assets/bulk/preview', { account: 'waits', body: { doc_id: docId } });

  it('learns that none is running', async () => {
    const answer = await preview(await aDocument(suite.stack, 'waits'));
    expect([answer.status, answer.json.code]).toEqual([503, 'WORKER_TIMEOUT']);
    expect(answer.json.detail).toMatch(/^No worker is running/);
  });

  it('learns that storage is down, whether or not a worker is running', async () => {
    const docId = await aDocument(suite.stack, 'waits');
    const tool = { tool: 'profile-my-data', doc_id: docId };
    await suite.without('s3', async () => {
      const alone = [
        await preview(docId),
        await call(suite, 'POST /api/v1/analyses/sync', { account: 'waits', body: tool }),
      ];
      expect(alone.map(({ status, json }) => [status, json.code])).toEqual(Array(2).fill([503, 'STORAGE_UNAVAILABLE']));
    });
    const s3 = suite.proxies.s3;
    const S3_ENDPOINT = through(suite.stack.storageEnv.S3_ENDPOINT ?? '', s3);
    const worker = await startWorker({ ...suite.stack.env, S3_ENDPOINT, PREVIEW_WAIT_MS: '3000' });
    try {
      const answer = await suite.without('s3', () => preview(docId));
      expect([answer.status, answer.json.code]).toEqual([503, 'STORAGE_UNAVAILABLE']);
      expect(answer.json.detail).not.toMatch(/worker|127\.0\.0\.1/);
    } finally {
      await worker.stop();
    }
  });

  it('learns that the queue went down while it waited', async () => {
    const docId = await aDocument(suite.stack, 'waits');
    const waiting = preview(docId);
    await waitFor('its job', async () =>
      (await suite.stack.queues.queue('previews').getJobCountByTypes('waiting', 'prioritized')) > 0 ? true : undefined,
    );
    const answer = await suite.without('redis', () => waiting);
    expect([answer.status, answer.json.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
  });
});

describe('without MySQL', () => {
  it('returns 503 without internals, and writes the traces once MySQL is back', async () => {
    const failed: string[] = [];
    await suite.without('mysql', async () => {
      const answer = await call(suite, 'GET /api/v1/assets/bulk');
      expect([answer.status, answer.json.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
      expect(answer.text).not.toMatch(/select|127\.0\.0\.1|ECONN/i);
      const upload = await call(suite, 'POST /api/v1/documents', { body: form('x') });
      expect([upload.status, upload.json.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
      failed.push(answer.json.trace_id, upload.json.trace_id);
    });
    expect((await call(suite, 'GET /api/v1/assets/bulk')).status).toBe(200);
    // Their traces could not be written then.
    for (const id of failed) {
      const log = await waitFor('the log', () => logOf(id));
      expect(log).toMatchObject({ error_code: 'DATABASE_UNAVAILABLE', status: 'FAILED' });
    }
  });
});

it('responds again after MySQL went silent on every open connection', async () => {
  const several = () => Promise.all(Array.from({ length: 8 }, () => call(suite, 'GET /api/v1/assets/bulk')));
  await several();
  expect(suite.proxies.mysql.silence()).toBeGreaterThan(1);
  const since = Date.now();
  const answer = await call(suite, 'GET /api/v1/assets/bulk');
  expect([answer.status, answer.json.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
  expect((await several()).map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(Date.now() - since).toBeLessThan(60_000);
});

it('queues jobs again after Redis went silent on every open connection', async () => {
  const docId = await aDocument(suite.stack, 'silent-redis');
  expect(suite.proxies.redis.silence()).toBeGreaterThan(1);
  const since = Date.now();
  await waitFor('a queued import', async () => {
    const accepted = await call(suite, 'POST /api/v1/assets/bulk', {
      account: 'silent-redis',
      body: { doc_id: docId },
    });
    expect(accepted.status).toBe(202);
    // A row is marked shortly after the response, so this may also be the row of an earlier request.
    const [queued] = await rows(
      suite.stack,
      sql`select id from bulk_import_jobs where account_id = 'silent-redis' and enqueued_at is not null limit 1`,
    );
    return queued;
  });
  expect(Date.now() - since).toBeLessThan(60_000);
});

describe('without Redis', () => {
  it('still accepts an import: its row waits for the sweep', async () => {
    const docId = await aDocument(suite.stack, 'no-redis');
    const accepted = await suite.without('redis', () =>
      call(suite, 'POST /api/v1/assets/bulk', { account: 'no-redis', body: { doc_id: docId } }),
    );
    expect(accepted.status).toBe(202);
    const found = await rows<Record<string, unknown>>(
      suite.stack,
      sql`select status, enqueued_at from bulk_import_jobs where id = ${accepted.json.job_id}`,
    );
    expect(found).toMatchObject([{ status: 'pending', enqueued_at: null }]);
    const line = await suite.api.waitForLine(({ job_id }) => job_id === accepted.json.job_id);
    expect(line.msg).toContain('the orphan sweep will do it');
  });

  it('still accepts analyses, re-processing and runs: their rows wait for the sweep', async () => {
    const account = 'no-redis-either';
    const doc_id = await aDocument(suite.stack, account);
    const download = await aDownload(suite.stack, { accountId: account, status: 'upload_failed' });
    const requests: [string, Record<string, unknown>][] = [
      ['analyses', { tool: 'profile-my-data', doc_id }],
      [`downloads/${download}/reprocess`, {}],
      ['reprocess-runs', { filter: {} }],
    ];
    await suite.without('redis', async () => {
      for (const [path, body] of requests) {
        const answer = await call(suite, `POST /api/v1/${path}`, { account, body });
        expect([path, answer.status]).toEqual([path, 202]);
        const status = await call(suite, `GET ${answer.json.status_url}`, { account });
        expect(status.json.status, path).toMatch(/^(queued|pending)$/);
      }
    });
    const waiting = sql`select enqueued_at from analysis_reports where doc_id = ${doc_id}
      union all select enqueued_at from reprocess_runs where account_id = ${account}`;
    expect(await rows(suite.stack, waiting)).toEqual([{ enqueued_at: null }, { enqueued_at: null }]);
  });

  it('refuses synchronous analyses and leaves none behind', async () => {
    const body = { tool: 'profile-my-data', doc_id: await aDocument(suite.stack, 'no-wait') };
    const answer = await suite.without('redis', () =>
      call(suite, 'POST /api/v1/analyses/sync', { account: 'no-wait', body }),
    );
    expect([answer.status, answer.json.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
    const left = sql`select status from analysis_reports where account_id = 'no-wait'`;
    expect(await rows(suite.stack, left)).toEqual([{ status: 'cancelled' }]);
  });

  it('returns 503 where Redis is required', async () => {
    const answer = await suite.without('redis', () => call(suite, 'GET /api/v1/assets/bulk/template'));
    expect([answer.status, answer.json.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
    // Normally only a POST starts a trace, but a GET that fails with 5xx leaves one too.
    const log = await waitFor('the log', () => logOf(answer.json.trace_id));
    expect(log).toMatchObject({ error_code: 'QUEUE_UNAVAILABLE', status: 'FAILED' });
  });
});

it('uses a queue again after Redis did not answer at its first use', async () => {
  const { redisUrl, redisPrefix } = suite.stack;
  const proxy = await FaultProxy.start(redisUrl);
  const connection = producerConnection(through(redisUrl, proxy));
  await connection.ping();
  const queues = createQueues(connection, { prefix: `${redisPrefix}-first` });
  const enqueue = () => queues.enqueue('import-file', { job_id: randomUUID() }, { accountId: null });
  proxy.set({ stallDownAfter: 0 });
  await expect(enqueue()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  proxy.set({});
  await waitFor('Redis', () =>
    connection.ping().then(
      () => true,
      () => undefined,
    ),
  );
  await enqueue();
  expect(await queues.queue('imports').count()).toBe(1);
  await queues.queue('imports').obliterate();
  await queues.close();
  connection.disconnect();
  await proxy.close();
});

describe('the queue board without Redis', () => {
  it.each(['GET /admin/queues/api/queues', `PUT /admin/queues/api/queues/imports/${randomUUID()}/retry`])(
    'answers %s with 503',
    async (request) => {
      const answer = await suite.without('redis', () => call(suite, request, { role: 'operator' }));
      expect([answer.status, answer.json?.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
    },
  );
});

describe('with S3 that accepts connections and stays silent', () => {
  /**
   * Deletes what the paths name, until each has its mark in the database. As a client does, it asks again if a connection
   * to the database was opened too late or found silent: on a busy machine a second is soon over.
   */
  const startDeleting = async (account: string, paths: readonly string[], mark: SQL) => {
    const early: Answer[] = [];
    const remove = async (path: string): Promise<Answer> => {
      const answer = await call(suite, `DELETE /api/v1/${path}`, { account });
      early.push(answer);
      return answer.json?.code === 'DATABASE_UNAVAILABLE' ? remove(path) : answer;
    };
    const removals = paths.map(remove);
    const hasBegun = async () => ((await rows(suite.stack, mark)).length === paths.length ? true : undefined);
    await waitFor('all deletions have begun', hasBegun).catch((cause: unknown) => {
      throw new Error(`Answered until then: ${early.map(({ status, text }) => `${status} ${text}`).join('; ')}`, {
        cause,
      });
    });
    return async () => {
      for (const [at, removal] of removals.entries()) {
        const { status } = await removal;
        if (status !== 204) expect([503, (await remove(paths[at] ?? '')).status]).toEqual([status, 204]);
      }
    };
  };

  it('deletions hold no database connection, and finish when S3 is back', async () => {
    const account = 'stalled-s3';
    // More than there are connections to the database.
    const documents = await Promise.all(Array.from({ length: 12 }, () => aDocument(suite.stack, account)));
    const s3 = suite.proxies.s3;
    s3.set({ stallDownAfter: 0 });
    const finishDeleting = await startDeleting(
      account,
      documents.map((id) => `documents/${id}`),
      sql`select 1 from documents where account_id = ${account} and deleting_at is not null`,
    );
    const listed = await call(suite, 'GET /api/v1/documents', { account });
    expect(listed.json.items.map(({ status }: { status: string }) => status)).toEqual(Array(12).fill('UPLOAD_FAILED'));
    s3.set({});
    await s3.down();
    await s3.up();
    await finishDeleting();
    expect(await rows(suite.stack, sql`select 1 from documents where account_id = ${account}`)).toEqual([]);
  });

  it('deletions of imports and analyses leave connections to the database to others', async () => {
    const account = 'stalled-deletions';
    const { stack } = suite;
    // Each half as many as there are connections to the database, and more together.
    const finished = Array.from({ length: 6 }, async () => {
      const jobId = await anImport(stack, { accountId: account, status: 'completed' });
      await aDownload(stack, { accountId: account, jobId, status: 'uploaded' });
      const analysisId = await anAnalysis(stack, { accountId: account, columns: { status: 'completed' } });
      await aDownload(stack, { accountId: account, analysisId, status: 'uploaded' });
      return [`assets/bulk/${jobId}`, `analyses/${analysisId}`];
    });
    const paths = (await Promise.all(finished)).flat();
    const s3 = suite.proxies.s3;
    s3.set({ stallDownAfter: 0 });
    const begun = sql`select distinct resource_id from audit_events where account_id = ${account} and outcome = 'started'`;
    const finishDeleting = await startDeleting(account, paths, begun);
    let isAnswered = false;
    const listing = call(suite, 'GET /api/v1/jobs', { account }).finally(() => {
      isAnswered = true;
    });
    const transactions: number[] = [];
    while (!isAnswered) {
      const open = sql`select 1 from information_schema.innodb_trx as trx join information_schema.processlist as connection
        on connection.id = trx.trx_mysql_thread_id where connection.db = database()`;
      transactions.push((await rows(stack, open)).length);
    }
    expect((await listing).json.items).toHaveLength(paths.length);
    // A third of the connections.
    expect(Math.max(...transactions)).toBeLessThanOrEqual(3);
    s3.set({});
    await s3.down();
    await s3.up();
    await finishDeleting();
    expect((await call(suite, 'GET /api/v1/jobs', { account })).json.items).toEqual([]);
  });
});

describe('without S3', () => {
  it('refuses a file, frees its key, and keeps the reason for the operator', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const post = () => call(suite, 'POST /api/v1/documents', { account: 'no-s3', headers, body: form('x'.repeat(99)) });
    const refused = await suite.without('s3', post);
    expect([refused.status, refused.json.code]).toEqual([503, 'STORAGE_UNAVAILABLE']);
    expect(refused.text).not.toContain('127.0.0.1');
    const log = await waitFor('the log', () => logOf(refused.json.trace_id));
    expect(log).toMatchObject({ error_code: 'STORAGE_UNAVAILABLE', operation: 'POST /api/v1/documents' });
    expect((await post()).status).toBe(201);
    const statuses = await rows(
      suite.stack,
      sql`select upload_status from documents where account_id = 'no-s3' order by doc_id`,
    );
    expect(statuses).toMatchObject([{ upload_status: 'UPLOAD_FAILED' }, { upload_status: 'UPLOAD_COMPLETE' }]);
  });

  it('deletes no row of an analysis whose files it cannot delete', async () => {
    const account = 'no-delete';
    const id = await anAnalysis(suite.stack, { accountId: account, columns: { status: 'completed' } });
    await aDownload(suite.stack, { accountId: account, analysisId: id, status: 'uploaded' });
    const remove = () => call(suite, `DELETE /api/v1/analyses/${id}`, { account });
    expect((await suite.without('s3', remove)).json.code).toBe('STORAGE_UNAVAILABLE');
    const { json } = await call(suite, `GET /api/v1/analyses/${id}`, { account });
    expect(json.downloads).toHaveLength(1);
    expect((await remove()).status).toBe(204);
  });

  it('refuses a file when the connection to S3 breaks, and leaves no part of it', async () => {
    suite.proxies.s3.set({ cutUpAfter: 5_000_000 });
    const answer = await call(suite, 'POST /api/v1/documents', { account: 'cut', body: form('x'.repeat(30_000_000)) });
    suite.proxies.s3.set({});
    expect([answer.status, answer.json.code]).toEqual([503, 'STORAGE_UNAVAILABLE']);
    expect((await objects(suite.stack)).filter((key) => key.includes('/cut/'))).toEqual([]);
  });
});

describe('an event stream', () => {
  it('survives an outage of MySQL', async () => {
    const id = await anImport(suite.stack, { accountId: 'stream' });
    const authorization = `Bearer ${await signToken('stream')}`;
    const response = await fetch(`${suite.api.url}/api/v1/assets/bulk/${id}/events`, { headers: { authorization } });
    const text = response.text();
    await suite.without('mysql', () => suite.api.waitForLine(({ msg }) => msg === 'could not read progress'));
    await suite.stack.db.execute(sql`update bulk_import_jobs set status = 'cancelled' where id = ${id}`);
    expect(await text).toContain('event: done');
  });
});

describe('a process that is killed', () => {
  it('creates one job per key, however often it is sent', async () => {
    const account = 'killed';
    const docId = await aDocument(suite.stack, account);
    const keys = Array.from({ length: 40 }, () => randomUUID());
    const post = async (key: string): Promise<Answer> => {
      const body = { doc_id: docId };
      const headers = { 'Idempotency-Key': key };
      const answer = await call(suite, 'POST /api/v1/assets/bulk', { account, headers, body });
      return answer.json?.code === 'DATABASE_UNAVAILABLE' ? post(key) : answer;
    };
    const first = Promise.allSettled(keys.map(post));
    await waitFor('some jobs', async () => {
      const jobs = await rows(suite.stack, sql`select 1 from bulk_import_jobs where account_id = ${account}`);
      return jobs.length > 0 ? true : undefined;
    });
    suite.api.kill('SIGKILL');
    await suite.api.exited;
    await first;
    await suite.restart();
    // The locks of the dead process expire after a while; here at once.
    await suite.stack.db.execute(sql`update idempotency_keys set locked_until = now(3) - interval 1 second`);
    const answers = await Promise.all(keys.map(post));
    expect(answers.map(({ status }) => status)).toEqual(Array(keys.length).fill(202));
    const jobs = await rows<{ id: string }>(
      suite.stack,
      sql`select id from bulk_import_jobs where account_id = ${account}`,
    );
    expect(jobs).toHaveLength(keys.length);
    expect(new Set(answers.map(({ json }) => json.job_id))).toEqual(new Set(jobs.map(({ id }) => id)));
  });
});
