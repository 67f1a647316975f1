import { newId } from '@sluice/core';
import { promised } from '@sluice/core/testing';
import { queueNames } from '@sluice/jobs';
import { UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Call, call, FaultProxy, startApi, through, useSuite, walk } from '../harness/index.ts';
import { anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';

const suite = useSuite();
const at = (minute: number): string => `2026-03-01 10:${String(minute).padStart(2, '0')}:00.000`;

let ids: Record<'old' | 'failed' | 'analysis' | 'run' | 'other', string>;
beforeAll(async () => {
  const { stack } = suite;
  const accountId = 'acme';
  ids = {
    old: await anImport(stack, {
      accountId,
      status: 'completed',
      createdAt: at(0),
      counters: {
        ...{ total_rows: 10, processed_rows: 10, succeeded_rows: 8, inserted_rows: 8, failed_rows: 2 },
        ...{ started_at: at(1), completed_at: at(3) },
      },
    }),
    failed: await anImport(stack, {
      accountId,
      status: 'failed',
      createdAt: at(1),
      counters: { total_rows: 4, error_code: 'FILE_CORRUPT', started_at: at(2), completed_at: at(2) },
    }),
    analysis: await anAnalysis(stack, { accountId, columns: { status: 'cancelling', percent: 40, created_at: at(2) } }),
    run: await aRun(stack, {
      accountId,
      columns: { matched: 8, processed: 2, succeeded: 1, failed: 1, created_at: at(2) },
    }),
    other: await anImport(stack, { accountId: 'other', createdAt: at(4) }),
  };
});

const list = async (query: string, options: Call = {}) => {
  const answer = await call(suite, `GET /api/v1/jobs?${query}`, options);
  expect(answer.status, answer.text).toBe(200);
  return answer.json.items as Record<string, unknown>[];
};
const idsOf = async (query: string, options: Call = {}) => (await list(query, options)).map(({ id }) => id);
const operator: Call = { account: 'ops', role: 'operator' };

describe('the list of jobs', () => {
  it('lists every kind in common terms, newest first', async () => {
    const items = await list('');
    const sameTime = [ids.analysis, ids.run].sort().reverse();
    expect(items.map(({ id }) => id)).toEqual([...sameTime, ids.failed, ids.old]);
    const byId = Object.fromEntries(items.map((item) => [item.id, item]));
    expect(byId[ids.old]).toMatchObject({
      ...{
        kind: 'import',
        account_id: 'acme',
        importer: 'assets',
        tool: null,
        file_name: 'a.csv',
        status: 'completed',
      },
      ...{ state: 'succeeded', percent: 100, total_rows: 10, failed_rows: 2, url: `/api/v1/assets/bulk/${ids.old}` },
      ...{ dry_run: false, outcome: 'some_failed' },
      ...{ created_at: '2026-03-01T10:00:00.000Z', completed_at: '2026-03-01T10:03:00.000Z' },
    });
    expect(byId[ids.failed]).toMatchObject({ state: 'failed', percent: 0, error_code: 'FILE_CORRUPT', outcome: null });
    expect(byId[ids.analysis]).toMatchObject({
      ...{ kind: 'analysis', tool: 'profile-my-data', importer: null, status: 'cancelling', state: 'running' },
      ...{ dry_run: null, outcome: null },
      ...{ percent: 40, total_rows: null, url: `/api/v1/analyses/${ids.analysis}` },
    });
    expect(byId[ids.run]).toMatchObject({
      ...{ kind: 'reprocess', file_name: null, state: 'waiting', percent: 25, total_rows: 8, failed_rows: 1 },
      ...{ url: `/api/v1/reprocess-runs/${ids.run}` },
    });
  });

  it('is paged without gaps or repeats', async () => {
    const whole = await idsOf('');
    expect((await walk(suite, '/api/v1/jobs', 1, 'acme')).map(({ id }) => id)).toEqual(whole);
    expect((await walk(suite, '/api/v1/jobs', 3, 'acme')).map(({ id }) => id)).toEqual(whole);
    const up = await walk(suite, '/api/v1/jobs?sort=created_at', 1, 'acme');
    expect(up.map(({ id }) => id)).toEqual(whole.toReversed());
    // Ended jobs are kept for a year by default.
    const ends = up.map(({ completed_at: end }) => end && Date.parse(end) + 365 * 86_400_000);
    expect(up.map(({ expires_at: at }) => at && Date.parse(at))).toEqual(ends);
  });

  it.each<[string, (keyof typeof ids)[]]>([
    ['kind=import', ['failed', 'old']],
    ['kind=reprocess', ['run']],
    ['state=failed', ['failed']],
    ['state=failed&state=succeeded', ['failed', 'old']],
    ['state=running', ['analysis']],
    ['state=waiting&kind=import', []],
    ['from=2026-03-01T10:01:00Z&to=2026-03-01T10:02:00Z', ['failed']],
    ['q=A.C', ['analysis', 'failed', 'old']],
    ['q=%25', []],
    ['q=a_csv', []],
    ['tool=profile-my-data', ['analysis']],
    ['tool=clean-my-data', []],
    ['tool=profile-my-data&kind=import', []],
  ])('is filtered by %s', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected.map((name) => ids[name]));
  });

  it('finds a job by its ID, document and traces', async () => {
    const [row] = await rows<{ doc_id: string; trace_id: string }>(
      suite.stack,
      sql`select doc_id, trace_id from bulk_import_jobs where id = ${ids.old}`,
    );
    const trace = newId();
    await suite.stack.db.execute(sql`insert into request_traces (trace_id, account_id, operation, job_id)
      values (${trace}, 'acme', 'import-file', ${ids.old})`);
    for (const q of [ids.old, row?.doc_id, row?.trace_id, trace, trace.toUpperCase()]) {
      expect(await idsOf(`q=${q}`), q).toEqual([ids.old]);
    }
    expect(await idsOf(`q=${ids.run}`)).toEqual([ids.run]);
    expect(await idsOf(`q=${newId()}`)).toEqual([]);
    expect(await idsOf(`q=${ids.other}`)).toEqual([]);
  });

  it('shows members their own account and operators every account', async () => {
    for (const role of ['viewer', 'member'] as const) {
      expect(await idsOf('', { account: 'other', role })).toEqual([ids.other]);
      for (const account of ['acme', '*', 'nobody']) {
        const answer = await call(suite, `GET /api/v1/jobs?account_id=${account}`, { account: 'other', role });
        expect([answer.status, answer.json.code]).toEqual([403, 'FORBIDDEN']);
      }
    }
    expect(await idsOf('', operator)).toHaveLength(5);
    expect(await idsOf('account_id=other', operator)).toEqual([ids.other]);
    expect(await idsOf(`q=${ids.other}`, operator)).toEqual([ids.other]);
  });

  it.each(['kind=x', 'tool=x', 'state=completed', 'cursor=x', 'limit=0', 'from=yesterday'])(
    'refuses %s',
    async (query) => {
      expect((await call(suite, `GET /api/v1/jobs?${query}`)).status).toBe(422);
    },
  );
});

describe('the statistics', () => {
  const query = 'from=2026-03-01T10:00:00Z&to=2026-03-01T10:04:00Z&bucket=60';
  it('count finished jobs and their duration', async () => {
    const { status, json } = await call(suite, `GET /api/v1/jobs/stats?${query}`);
    expect(status).toBe(200);
    const none = { succeeded: 0, failed: 0, cancelled: 0 };
    expect(json).toMatchObject({
      ...{ bucket_seconds: 60, rows_imported: 8 },
      ended: { import: { succeeded: 1, failed: 1, cancelled: 0 }, analysis: none, reprocess: none },
      latency: {
        import: {
          waiting: { jobs: 2, p50_ms: 60_000, p95_ms: 60_000 },
          running: { jobs: 2, p50_ms: 0, p95_ms: 120_000 },
        },
        analysis: { waiting: null, running: null },
      },
    });
    expect(json.buckets).toHaveLength(4);
    expect(json.buckets[1]).toMatchObject({
      start: '2026-03-01T10:01:00.000Z',
      ended: { import: none },
      rows_imported: 0,
    });
    expect(json.buckets[2]).toMatchObject({ ended: { import: { failed: 1 } }, rows_imported: 0 });
    expect(json.buckets[3]).toMatchObject({
      ended: { import: { succeeded: 1 } },
      rows_imported: 8,
      latency: { import: { running: { p50_ms: 120_000 } } },
    });
  });

  it("cover the caller's account, or all accounts for operators", async () => {
    const other = await call(suite, `GET /api/v1/jobs/stats?${query}`, { account: 'other' });
    expect(other.json.ended.import).toEqual({ succeeded: 0, failed: 0, cancelled: 0 });
    expect((await call(suite, `GET /api/v1/jobs/stats?${query}`, operator)).json.rows_imported).toBe(8);
    expect((await call(suite, 'GET /api/v1/jobs/stats?account_id=acme', { account: 'other' })).status).toBe(403);
    expect((await call(suite, 'GET /api/v1/jobs/stats?bucket=10')).status).toBe(422);
    expect((await call(suite, 'GET /api/v1/jobs/stats')).json.buckets.length).toBeGreaterThan(90);
  });

  it('do not count rows of dry runs as imported', async () => {
    const counters = { total_rows: 3, processed_rows: 3, succeeded_rows: 3, inserted_rows: 3, completed_at: at(50) };
    await anImport(suite.stack, { accountId: 'dry', status: 'completed', options: { dry_run: true }, counters });
    const answer = await call(suite, 'GET /api/v1/jobs/stats?from=2026-03-01&to=2026-03-02', { account: 'dry' });
    expect(answer.json).toMatchObject({ rows_imported: 0, ended: { import: { succeeded: 1 } } });
  });
});

describe('the queues', () => {
  it('are only visible to operators', async () => {
    for (const role of ['viewer', 'member'] as const) {
      expect((await call(suite, 'GET /api/v1/queues', { role })).status).toBe(403);
    }
  });

  it('list waiting jobs, their age and the workers', async () => {
    const { queues, redisUrl, redisPrefix: prefix } = suite.stack;
    const [first, second] = [newId(), newId()];
    for (const id of [first, second])
      await queues.enqueue('upload-artifact', { download_id: id }, { jobId: id, accountId: null });
    const worker = new Worker('artifact-uploads', null, { connection: { url: redisUrl }, prefix, name: 'host/1' });
    await worker.waitUntilReady();
    const job = await worker.getNextJob('token');
    const during = await call(suite, 'GET /api/v1/queues', operator);
    const busy = during.json.items.find(({ name }: { name: string }) => name === 'artifact-uploads');
    expect(busy.running).toEqual([
      { id: first, kind: 'upload-artifact', account_id: null, worker: 'host/1', started_at: expect.any(String) },
    ]);
    await job?.moveToFailed(new UnrecoverableError('unreachable'), 'token', false);
    const answer = await call(suite, 'GET /api/v1/queues', operator);
    await worker.close();
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.items.map(({ name }: { name: string }) => name)).toEqual([...queueNames]);
    const found = answer.json.items.find(({ name }: { name: string }) => name === 'artifact-uploads');
    expect(found).toMatchObject({ paused: false, counts: { waiting: 1, active: 0, delayed: 0, failed: 1 } });
    expect(found.oldest_waiting_seconds).toBeGreaterThanOrEqual(0);
    expect(found.oldest_waiting_seconds).toBeLessThan(60);
    expect(found.workers).toEqual([{ id: expect.any(String), name: 'host/1', since: expect.any(String) }]);
    expect(answer.text).not.toContain('127.0.0.1');
  });

  it('return 503 quickly when Redis does not answer', async () => {
    const proxy = await FaultProxy.start(suite.stack.redisUrl);
    const api = await startApi({ ...suite.stack, redisUrl: through(suite.stack.redisUrl, proxy) });
    try {
      proxy.set({ stallDownAfter: 0 });
      const inTime = promised(10_000);
      const answer = await call({ api }, 'GET /api/v1/queues', operator);
      expect([answer.status, answer.json.code]).toEqual([503, 'QUEUE_UNAVAILABLE']);
      inTime();
    } finally {
      await api.stop();
      await proxy.down();
    }
  });
});

describe('every filter of a table with many jobs', () => {
  const conditions = {
    account: `account_id = 'many0'`,
    'account and status': `account_id = 'many0' and status = 'failed'`,
    status: `status = 'failed'`,
    nothing: '1 = 1',
  };
  const tables = {
    bulk_import_jobs: { id: 'id', other: `importer, options, `, values: `'assets', '{}', ` },
    analysis_reports: { id: 'analysis_id', other: 'tool, options, ', values: `'profile-my-data', '{}', ` },
    reprocess_runs: { id: 'run_id', other: 'filter, ', values: `'{}', ` },
  };

  /** 4,000 jobs of four accounts, of which half have failed. */
  async function fill(table: keyof typeof tables): Promise<void> {
    const { id, other, values } = tables[table];
    await suite.stack.db.execute(
      sql.raw(`insert into ${table} (${id}, ${other} account_id, status, trace_id, created_at)
      with recursive n as (select 1 as i union all select i + 1 from n where i < 1000)
      select uuid(), ${values} concat('many', j), if(i % 2, 'failed', 'completed'), uuid(), now(3) - interval i minute
      from n join (select 0 as j union select 1 union select 2 union select 3) accounts`),
    );
    await suite.stack.db.execute(sql.raw(`analyze table ${table}`));
  }

  it.each(Object.keys(tables) as (keyof typeof tables)[])('has an index of %s that gives its order', async (table) => {
    await fill(table);
    const { id } = tables[table];
    for (const [name, condition] of Object.entries(conditions)) {
      const [plan] = await rows<{ key: string | null; Extra: string | null }>(
        suite.stack,
        sql.raw(`explain format=traditional
          select * from ${table} where ${condition} order by created_at desc, ${id} desc limit 51`),
      );
      expect(plan?.key, `${table} by ${name}`).toMatch(/^(?:bulk_import_jobs|analysis_reports|reprocess_runs)_/);
      expect(plan?.Extra ?? '', `${table} by ${name}`).not.toContain('filesort');
    }
  });
});
