import { connect, type Socket } from 'node:net';
import { AppError, newId } from '@sluice/core';
import { logError, recordTraces, startTrace, traceOrigin } from '@sluice/db/traces';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliUser } from '../cli/run.ts';
import {
  type Client,
  call,
  form,
  sha256,
  startWorker,
  useSuite,
  type Worker,
  waitFor,
  walk,
} from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';

const suite = useSuite();

/** The response to bytes that are not an HTTP request. */
const rawAnswer = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(suite.api.url);
    let text = '';
    connect(Number(port), hostname, function (this: Socket) {
      this.write(bytes);
    })
      .setEncoding('utf8')
      .on('data', (chunk) => {
        text += chunk;
      })
      .on('error', reject)
      .on('close', () => resolve(text));
  });

let worker: Worker;
let client: Client;
beforeAll(async () => {
  worker = await startWorker(suite.stack.env);
  client = await suite.api.client('traced');
});
afterAll(() => worker?.stop());

const account = 'traced';
const get = (path: string, role: 'viewer' | 'member' | 'operator' = 'viewer', of = account) =>
  call(suite, `GET /api/v1/${path}`, { account: of, role });

/** The trace, once it and `children` of its jobs have ended. */
const ended = (traceId: string, children: number, role: 'viewer' | 'operator' = 'viewer') =>
  waitFor(`the end of trace ${traceId}`, async () => {
    const { status, json } = await get(`traces/${traceId}`, role);
    const all = status === 200 ? [json, ...json.children] : [];
    const over = all.length > children && all.every((trace) => trace.status !== 'IN_PROGRESS');
    return over ? json : undefined;
  });

describe('a request and its job', () => {
  it('lead to each other', async () => {
    const { job_id, doc_id, trace_id } = await client.imports.post(Buffer.from('identifier,name\nT-1,one\n'));
    await client.imports.wait(job_id);
    const family = await ended(trace_id, 1);
    expect(family).toMatchObject({
      ...{ trace_id, parent_trace_id: null, operation: 'POST /api/v1/:importer/bulk', status: 'SUCCESS' },
      ...{ job_id, doc_id, parents: [], errors: [], metadata: { http_status: 202 } },
    });
    const [job] = family.children;
    expect(job).toMatchObject({
      ...{ parent_trace_id: trace_id, operation: 'import-file', status: 'SUCCESS', job_id, doc_id },
    });
    expect(Date.parse(job.end_time) - Date.parse(job.start_time)).toBeCloseTo(job.duration_ms, -1);
    const up = await get(`traces/${job.trace_id}`);
    expect(up.json).toMatchObject({ trace_id: job.trace_id, parents: [{ trace_id }], children: [] });
    const found = await get(`traces?job_id=${job_id}`);
    expect(found.json.items.map((trace: { trace_id: string }) => trace.trace_id)).toEqual([job.trace_id, trace_id]);
  });

  it('include the error that failed the job, with internals for operators only', async () => {
    const { job_id, trace_id } = await client.imports.post(Buffer.from('identifier,name\n'));
    await waitFor('the failure', async () =>
      (await client.imports.get(job_id)).status === 'failed' ? true : undefined,
    );
    const family = await ended(trace_id, 1);
    const [job] = family.children;
    expect(job).toMatchObject({ status: 'FAILED', metadata: { code: 'FILE_NO_ROWS' } });
    expect(family.errors).toEqual([
      {
        ...{ error_id: expect.any(String), trace_id: job.trace_id, operation: 'import-file', code: 'FILE_NO_ROWS' },
        ...{ message: expect.stringContaining('no records'), created_at: expect.any(String), account_id: account },
      },
    ]);
    const inside = await ended(trace_id, 1, 'operator');
    expect(inside.errors[0].stack_trace).toContain('AppError');
    const logs = await get(`error-logs?trace_id=${job.trace_id}`, 'operator');
    expect(logs.json.items).toEqual([inside.errors[0]]);
  });
});

describe('a trace', () => {
  it('of another account, without an account or unknown is not found', async () => {
    const { trace_id, job_id } = await client.imports.post(Buffer.from('identifier,name\nT-2,two\n'));
    await client.imports.wait(job_id);
    await ended(trace_id, 1);
    const unowned = newId();
    await startTrace(suite.stack.db, { traceId: unowned, operation: 'x' });
    for (const [id, of] of [
      [trace_id, 'other'],
      [unowned, account],
      [newId(), account],
    ] as const) {
      for (const role of ['viewer', 'member'] as const) {
        const answer = await get(`traces/${id}`, role, of);
        expect([answer.status, answer.json.code]).toEqual([404, 'NOT_FOUND']);
      }
    }
    expect((await get(`traces/${newId()}`, 'operator')).status).toBe(404);
    expect((await get('traces/no-id')).status).toBe(400);
    // Only its own refusals.
    const own = (await get('traces', 'viewer', 'other')).json.items as {
      account_id: string;
      metadata: { code: string };
    }[];
    expect(own.filter(({ account_id, metadata }) => account_id !== 'other' || metadata.code !== 'NOT_FOUND')).toEqual(
      [],
    );
    expect((await get('error-logs', 'operator', 'other')).json.items).toEqual([]);
  });

  it('of any account is visible to operators, in lists on request', async () => {
    const [foreign, unowned] = [newId(), newId()];
    const { db } = suite.stack;
    await startTrace(db, { traceId: foreign, operation: 'far', accountId: 'far' });
    await startTrace(db, { traceId: unowned, operation: 'far' });
    await logError(db, { traceId: foreign, operation: 'far', error: new AppError('INTERNAL', 'broken') });
    const ids = (answer: Awaited<ReturnType<typeof get>>) =>
      answer.json.items.map((item: { trace_id: string }) => item.trace_id);
    const expected = [unowned, foreign].sort();
    expect((await get(`traces/${foreign}`, 'operator')).json).toMatchObject({ account_id: 'far', errors: [{}] });
    expect((await get(`traces/${unowned}`, 'operator')).json).toMatchObject({ account_id: null });
    expect(ids(await get('traces?operation=far', 'operator'))).toEqual([]);
    expect(ids(await get('traces?operation=far&account_id=*', 'operator')).sort()).toEqual(expected);
    expect(ids(await get('traces?account_id=far', 'operator'))).toEqual([foreign]);
    expect(ids(await get('error-logs?operation=far&account_id=*', 'operator'))).toEqual([foreign]);
    expect(ids(await get('error-logs?operation=far', 'operator'))).toEqual([]);
    for (const role of ['viewer', 'member'] as const) {
      expect((await get('traces?account_id=*', role)).status).toBe(403);
      expect((await get('traces?account_id=far', role)).status).toBe(403);
    }
  });

  it('never shows a parent of another account', async () => {
    const [foreign, own] = [newId(), newId()];
    await startTrace(suite.stack.db, { traceId: foreign, operation: 'x', accountId: 'other' });
    await startTrace(suite.stack.db, { traceId: own, operation: 'x', accountId: 'one', parentTraceId: foreign });
    expect((await get(`traces/${own}`, 'viewer', 'one')).json.parents).toEqual([]);
    expect((await get(`traces/${foreign}`, 'viewer', 'other')).json.children).toEqual([]);
  });

  it('of a job whose row was deleted shows what is known', async () => {
    const jobId = newId();
    await suite.stack.queues.enqueue('upload-artifact', { download_id: jobId }, { jobId, accountId: null });
    const [trace] = await waitFor('the trace', async () => {
      const found = await rows<Record<string, unknown>>(
        suite.stack,
        sql`select * from request_traces where job_id = ${jobId} and status <> 'IN_PROGRESS'`,
      );
      return found.length > 0 ? found : undefined;
    });
    expect(trace).toMatchObject({ operation: 'upload-artifact', account_id: null, parent_trace_id: null });
  });
});

describe('lists', () => {
  const of = 'lists';
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  const traces = Array.from({ length: 12 }, (_, at) => ({
    traceId: newId(),
    accountId: of,
    operation: at % 3 === 0 ? 'import-file' : 'analyze-file',
    status: at % 4 === 0 ? ('FAILED' as const) : ('SUCCESS' as const),
    docId: at % 6 === 0 ? '018f2f3a-7c00-7000-8000-000000000001' : newId(),
    // Pairs share a start time, so a page may end between them.
    startTime: day(1 + Math.floor(at / 2)),
    endTime: day(2 + Math.floor(at / 2)),
  }));
  beforeAll(async () => {
    const { db } = suite.stack;
    await recordTraces(db, traces);
    for (const { traceId, operation, status } of traces) {
      const error = new AppError(operation === 'import-file' ? 'FILE_CORRUPT' : 'INTERNAL', 'broken');
      if (status === 'FAILED') await logError(db, { traceId, operation, error });
    }
  });
  const newestFirst = traces
    .toSorted((a, b) => b.startTime.getTime() - a.startTime.getTime() || (b.traceId < a.traceId ? -1 : 1))
    .map(({ traceId }) => traceId);
  const idsOf = (items: { trace_id: string }[]) => items.map(({ trace_id }) => trace_id);
  const where = (matches: (trace: (typeof traces)[number]) => boolean) => {
    const ids = new Set(traces.filter(matches).map(({ traceId }) => traceId));
    return newestFirst.filter((id) => ids.has(id));
  };

  it.each([1, 5, 100])('of traces are paged by %i, newest first', async (limit) => {
    expect(idsOf(await walk(suite, '/api/v1/traces', limit, of))).toEqual(newestFirst);
  });

  it.each([
    ['operation=import-file', (trace: (typeof traces)[number]) => trace.operation === 'import-file'],
    ['status=FAILED', (trace) => trace.status === 'FAILED'],
    ['status=FAILED&status=SUCCESS', () => true],
    ['doc_id=018f2f3a-7c00-7000-8000-000000000001', (trace) => trace.docId.endsWith('0001')],
    ['from=2026-01-03&to=2026-01-05', (trace) => trace.startTime >= day(3) && trace.startTime < day(5)],
    ['status=FAILED&operation=analyze-file', (trace) => trace.status === 'FAILED' && trace.operation[0] === 'a'],
    [`job_id=${newId()}`, () => false],
    ['id=018f2f3a-7c00-7000-8000-000000000001', (trace) => trace.docId.endsWith('0001')],
    [`id=${newId()}`, () => false],
  ] satisfies [string, (trace: (typeof traces)[number]) => boolean][])('of traces filter by %s', async (query, is) => {
    expect(idsOf((await get(`traces?${query}`, 'viewer', of)).json.items)).toEqual(where(is));
  });

  it('of errors filter by code, operation, trace and time', async () => {
    const failed = where(({ status }) => status === 'FAILED');
    const all = await walk(suite, '/api/v1/traces?status=FAILED', 2, of);
    expect(idsOf(all)).toEqual(failed);
    const ask = async (query: string) => idsOf((await get(`error-logs?${query}`, 'operator', of)).json.items).sort();
    expect(await ask('')).toEqual([...failed].sort());
    const files = where(({ status, operation }) => status === 'FAILED' && operation === 'import-file').sort();
    expect(await ask('code=FILE_CORRUPT')).toEqual(files);
    expect(await ask('operation=import-file')).toEqual(files);
    expect(await ask(`trace_id=${failed[0]}`)).toEqual([failed[0]]);
    expect(await ask('to=2026-01-01')).toEqual([]);
    expect(await ask('from=2026-01-01')).toEqual([...failed].sort());
    for (const role of ['viewer', 'member'] as const) {
      expect((await get('error-logs', role, of)).status).toBe(403);
    }
    expect((await get('error-logs?cursor=x', 'operator', of)).status).toBe(422);
  });

  it('of errors are counted by code, with the first and the last of each', async () => {
    const logged = await rows<{ error_id: string; error_code: string }>(
      suite.stack,
      sql`select error_id, error_code from error_logs where account_id = ${of} order by error_id`,
    );
    // The errors of the two codes happened by turns.
    const times = new Map<string, string[]>();
    for (const [at, { error_id: id, error_code: code }] of logged.entries()) {
      await suite.stack.db.execute(sql`update error_logs set created_at = ${day(1 + at)} where error_id = ${id}`);
      times.set(code, [...(times.get(code) ?? []), day(1 + at).toISOString()]);
    }
    const expected = [...times]
      .map(([code, all]) => ({ code, count: all.length, first_at: all[0] ?? '', last_at: all.at(-1) ?? '' }))
      .toSorted((a, b) => b.last_at.localeCompare(a.last_at));
    expect(expected).toHaveLength(2);
    const whole = await get('error-logs/groups', 'operator', of);
    expect(whole.json).toEqual({ items: expected, next_cursor: null });
    const first = await get('error-logs/groups?limit=1', 'operator', of);
    expect(first.json.items).toEqual(expected.slice(0, 1));
    const second = await get(`error-logs/groups?limit=1&cursor=${first.json.next_cursor}`, 'operator', of);
    expect(second.json).toEqual({ items: expected.slice(1), next_cursor: null });
    const none = await get('error-logs/groups?to=2025-01-01', 'operator', of);
    expect(none.json.items).toEqual([]);
    const every = await get('error-logs/groups?account_id=*&limit=100', 'operator', 'other');
    expect(every.json.items.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining([...times.keys()]),
    );
  });
});

describe('the origin of a job', () => {
  const accountId = 'origin';
  const origin = async (table: string, key: string, id: string) => {
    const where = sql`${sql.identifier(key)} = ${id}`;
    const [row] = await rows<Record<string, string>>(
      suite.stack,
      sql`select * from ${sql.identifier(table)} where ${where}`,
    );
    return { parentTraceId: row?.trace_id, accountId, ...(row?.doc_id ? { docId: row.doc_id } : {}) };
  };

  it('comes from its row', async () => {
    const { stack } = suite;
    const jobId = await anImport(stack, { accountId });
    const ofImport = { ...(await origin('bulk_import_jobs', 'id', jobId)), jobId };
    expect(await traceOrigin(stack.db, { job_id: jobId })).toEqual(ofImport);
    const analysisId = await anAnalysis(stack, { accountId });
    const ofAnalysis = { ...(await origin('analysis_reports', 'analysis_id', analysisId)), jobId: analysisId };
    expect(await traceOrigin(stack.db, { analysis_id: analysisId })).toEqual(ofAnalysis);
    const file = await aDownload(stack, { accountId, status: 'upload_failed', analysisId });
    expect(await traceOrigin(stack.db, { download_id: file })).toEqual(ofAnalysis);
    const run = await aRun(stack, { accountId });
    expect(await traceOrigin(stack.db, { run_id: run })).toEqual({
      ...(await origin('reprocess_runs', 'run_id', run)),
      jobId: run,
    });
    const docId = await aDocument(stack, accountId);
    const traceId = newId();
    await stack.db.execute(sql`update documents set trace_id = ${traceId} where doc_id = ${docId}`);
    expect(await traceOrigin(stack.db, { doc_id: docId })).toEqual({ parentTraceId: traceId, accountId, docId });
    expect(await traceOrigin(stack.db, {})).toEqual({});
  });
});

/** Every `trace_id` in an answer, however deep, and in the text of events. */
const traceIdsIn = (text: string): string[] =>
  [...text.matchAll(/"trace_id": ?"([0-9a-f-]{36})"|[Tt]race ID:? ?([0-9a-f-]{36})/g)].map(([, a, b]) => a ?? b ?? '');

describe('every trace ID that is returned', () => {
  const of = 'every-trace';
  /** Where each was seen. */
  const seen = new Map<string, string>();
  const note = (where: string, text: string): void => {
    for (const id of traceIdsIn(text)) if (!seen.has(id)) seen.set(id, where);
  };
  /** Expects a trace of each in the API, for an operator, and errors of each that must have one. */
  const expectAllFound = async (): Promise<void> => {
    expect(seen.size).toBeGreaterThan(0);
    const missing = new Map(seen);
    await waitFor(
      'a trace of each',
      async () => {
        for (const [id] of missing) {
          if ((await get(`traces/${id}`, 'operator', of)).status === 200) missing.delete(id);
        }
        return missing.size === 0 ? true : undefined;
      },
      20_000,
      500,
    ).catch((error) => {
      throw new Error(`no trace of ${JSON.stringify([...missing.values()], null, 1)}`, { cause: error });
    });
    seen.clear();
  };

  it('by problems, of every route and without one, with and without a token, leads to a trace', async () => {
    const document = (await (await fetch(`${suite.api.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    const strange: Record<string, string> = { importer: 'assets' };
    for (const [path, methods] of Object.entries(document.paths)) {
      const at = path.replace(/\{(\w+)\}/g, (_, name) => strange[name] ?? newId());
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        const body = method === 'POST' ? { body: '{"doc_id": 7', headers: { 'content-type': 'application/json' } } : {};
        const answer = await call(suite, `${method} ${at}`, { account: of, role: 'viewer', ...body });
        note(`${method} ${path}`, answer.text);
        if (path.includes('{')) {
          const malformed = path.replace(/\{\w+\}/g, 'no-such');
          note(`${method} ${malformed}`, (await call(suite, `${method} ${malformed}`, { account: of })).text);
        }
      }
      const anonymous = await fetch(new URL(at, suite.api.url));
      note(`anonymous ${path}`, await anonymous.text());
    }
    for (const [what, init] of [
      ['/no/such/page', {}],
      ['/metrics', { headers: { 'x-forwarded-for': '203.0.113.1' } }],
      ['/api/v1/tools', { method: 'PUT' }],
      ['/api/v1/session', { method: 'POST', body: '{"token":"x"}', headers: { 'content-type': 'application/json' } }],
      ['/api/v1/documents?limit=9999', { headers: { authorization: `Bearer ${await suite.api.token(of)}` } }],
    ] as [string, RequestInit][]) {
      note(
        what,
        await (
          await fetch(new URL(what, suite.api.url), {
            ...init,
            headers: { accept: 'application/json', ...init.headers },
          })
        ).text(),
      );
    }
    // What never becomes a request.
    note('nonsense', await rawAnswer('NONSENSE\r\n\r\n'));
    note('a bad Host', await rawAnswer('GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'));
    expect(seen.size).toBeGreaterThan(100);
    await expectAllFound();
  });

  it('by uploads, imports, analyses, runs and their events leads to a trace', async () => {
    const raw = await suite.api.client(of);
    const asOf = { account: of };
    const post = async (path: string, body?: Record<string, unknown> | FormData) => {
      const answer = await call(suite, `POST /api/v1/${path}`, { ...asOf, ...(body ? { body } : {}) });
      note(path, answer.text);
      return answer.json;
    };
    const read = async (path: string) => note(path, (await call(suite, `GET /api/v1/${path}`, asOf)).text);
    const content = 'identifier,name\nE-1,one\nE-2,\n';
    const announced = {
      doc_name: 'a.csv',
      doc_hash_256: sha256(content),
      file_size: content.length,
      content_type: 'text/csv',
    };
    const { doc_id } = await post('upload/request', announced);
    await read(`upload/${doc_id}`);
    await post(`upload/${doc_id}/complete`);
    await post('documents', form(content));
    const { job_id } = await post('assets/bulk', form(content));
    await raw.imports.wait(job_id);
    for (const path of ['', '/events', '/errors']) await read(`assets/bulk/${job_id}${path}`);
    const { analysis_id: id } = await post('analyses', form('a\n1\n', { before: { tool: 'profile-my-data' } }));
    await raw.analyses.wait(id);
    for (const path of ['', '/events', '/report', '/downloads']) await read(`analyses/${id}${path}`);
    const { run_id } = await post('reprocess-runs', { filter: {} });
    await read(`reprocess-runs/${run_id}`);
    for (const path of ['jobs', 'traces', 'documents', 'downloads', 'analyses', 'assets/bulk']) await read(path);
    const user = cliUser({ SLUICE_URL: suite.api.url, SLUICE_TOKEN: await suite.api.token(of) });
    for (const args of [
      ['watch', newId()],
      ['analyze', newId()],
      ['--json', 'errors', newId()],
      ['import', newId()],
    ]) {
      const ran = await user.run(args);
      note(`sluice ${args[0]}`, `${ran.stdout}${ran.stderr}`);
    }
    await expectAllFound();
  });

  it('to callers who are refused again and again leads to one shared trace', async () => {
    for (let at = 0; at < 90; at++) {
      note('again and again', await (await fetch(`${suite.api.url}/api/v1/jobs?n=${at}`)).text());
    }
    expect(seen.size).toBeLessThan(90);
    await expectAllFound();
  });
});

describe('a refused upload', () => {
  const of = 'refused-uploads';
  const content = 'a,b\n1,2\n';
  const good = {
    doc_name: 'a.csv',
    doc_hash_256: sha256(content),
    file_size: content.length,
    content_type: 'text/csv',
  };
  const request = (fields: Record<string, unknown>) =>
    call(suite, 'POST /api/v1/upload/request', { account: of, body: { ...good, ...fields } });
  const logged = (traceId: string) =>
    waitFor(
      `the error of ${traceId}`,
      async () => (await get(`error-logs?trace_id=${traceId}`, 'operator', of)).json.items[0],
    );

  it.each([
    ['UPLOAD_HASH_MALFORMED', 'VALIDATION_FAILED', { doc_hash_256: 'xyz' }],
    ['UPLOAD_SIZE_INVALID', 'VALIDATION_FAILED', { file_size: -1 }],
    ['UPLOAD_SIZE_INVALID', 'VALIDATION_FAILED', { file_size: 1.5 }],
    ['UPLOAD_NAME_INVALID', 'VALIDATION_FAILED', { doc_name: '' }],
    ['UPLOAD_CHUNK_HASHES_INVALID', 'VALIDATION_FAILED', { chunk_hashes: ['x'] }],
    ['UPLOAD_CHUNK_HASHES_INVALID', 'VALIDATION_FAILED', { chunk_hashes: [sha256('x')] }],
    ['UPLOAD_REQUEST_INVALID', 'VALIDATION_FAILED', { colour: 'red' }],
    ['FILE_EMPTY', 'FILE_EMPTY', { file_size: 0 }],
    ['FILE_TOO_LARGE', 'FILE_TOO_LARGE', { file_size: 2 ** 50 }],
    ['UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE', { content_type: 'text/html' }],
  ])('is in error_logs as %s', async (code, shown, fields) => {
    const { json } = await request(fields);
    expect(json.code).toBe(shown);
    expect(await logged(json.trace_id)).toMatchObject({
      code,
      operation: 'POST /api/v1/upload/request',
      account_id: of,
    });
  });

  it('whose size does not match known content, or an upload in progress, is in error_logs as UPLOAD_SIZE_CONFLICT', async () => {
    const { json: inFlight } = await request({});
    const conflict = await request({ file_size: 5 });
    expect(await logged(conflict.json.trace_id)).toMatchObject({ code: 'UPLOAD_SIZE_CONFLICT' });
    await call(suite, 'POST /api/v1/documents', { account: of, body: form(content) });
    const known = await request({ file_size: 5 });
    expect(await logged(known.json.trace_id)).toMatchObject({ code: 'UPLOAD_SIZE_CONFLICT' });
    expect(inFlight.doc_id).toBeTruthy();
  });

  it('is in error_logs also if it is sent through the API or refused at its completion', async () => {
    const answers = [
      await call(suite, 'POST /api/v1/documents', { account: of, body: form('') }),
      await call(suite, 'POST /api/v1/documents', { account: of, role: 'viewer', body: form('x') }),
      await call(suite, 'POST /api/v1/assets/bulk', { account: of, body: form('') }),
      await call(suite, 'POST /api/v1/analyses', {
        account: of,
        body: form('', { before: { tool: 'profile-my-data' } }),
      }),
      await call(suite, `POST /api/v1/upload/${newId()}/complete`, { account: of }),
      await call(suite, `GET /api/v1/upload/${newId()}`, { account: of }),
    ];
    const codes = ['FILE_EMPTY', 'FORBIDDEN', 'FILE_EMPTY', 'FILE_EMPTY', 'NOT_FOUND', 'NOT_FOUND'];
    for (const [at, { json }] of answers.entries())
      expect(await logged(json.trace_id)).toMatchObject({ code: codes[at] });
  });
});

describe('the trace of an upload', () => {
  it('says what it did: created, url_regenerated or exists', async () => {
    const of = 'actions';
    const content = 'c,d\n3,4\n';
    const body = {
      doc_name: 'a.csv',
      doc_hash_256: sha256(content),
      file_size: content.length,
      content_type: 'text/csv',
    };
    const ask = () => call(suite, 'POST /api/v1/upload/request', { account: of, body });
    const first = await ask();
    const again = await ask();
    const looked = await call(suite, `GET /api/v1/upload/${first.json.doc_id}`, { account: of });
    const put = await fetch(first.json.s3_presigned_url, {
      method: 'PUT',
      headers: first.json.required_headers,
      body: content,
    });
    expect(put.status).toBe(200);
    await call(suite, `POST /api/v1/upload/${first.json.doc_id}/complete`, { account: of });
    await (await suite.api.client(of)).uploads.settled(first.json.doc_id);
    const known = await ask();
    const sent = await call(suite, 'POST /api/v1/documents', { account: of, body: form(content) });
    const other = await call(suite, 'POST /api/v1/documents', { account: of, body: form('other\n1\n') });
    const actions = [];
    for (const { json } of [first, again, looked, known, sent, other]) {
      actions.push((await ended(json.trace_id, 0, 'operator')).metadata.action);
    }
    expect(actions).toEqual(['created', 'url_regenerated', 'url_regenerated', 'exists', 'exists', 'created']);
  });
});

describe('secrets', () => {
  it('are not written to error_logs', async () => {
    const { db } = suite.stack;
    const traceId = newId();
    const url = 'https://s3/bucket/k?X-Amz-Credential=AKIAHIDDEN%2Fs3&X-Amz-Signature=0123456789hidden';
    await startTrace(db, { traceId, operation: 'secret', accountId: account });
    const error = new AppError('INTERNAL', `PUT ${url} failed`, {
      cause: new Error(`connect mysql://root:hidden@db with Bearer hidden.hidden.hidden, ${url}`),
      context: { url, headers: { authorization: 'hidden' }, deep: [{ password: 'hidden' }] },
    });
    await logError(db, { traceId, operation: 'secret', error, context: { again: url } });
    const [row] = await rows<Record<string, unknown>>(
      suite.stack,
      sql`select * from error_logs where trace_id = ${traceId}`,
    );
    expect(row).toMatchObject({ account_id: account, error_code: 'INTERNAL' });
    expect(JSON.stringify(row).toLowerCase()).not.toContain('hidden');
    expect(JSON.stringify(row)).toContain('[redacted]');
  });
});

describe('SQL, endpoints, buckets, keys and paths', () => {
  const of = 'inside';
  const sqlText = 'Failed query: insert into `assets` values (?)\nparams: hunter2\n    at Lane.write (lane.ts:7:1)';
  const s3Text =
    'The object storage is not available (http://10.9.8.7:8333, bucket vault): ECONNREFUSED after 8 attempts.';
  const inside = /Failed query|hunter2|lane\.ts|10\.9\.8\.7|vault|ECONNREFUSED/;
  const [internal, storage] = ['INTERNAL', 'STORAGE_UNAVAILABLE'];

  it('are shown to operators, and nowhere to anyone else', async () => {
    const { stack } = suite;
    const failed = { status: 'failed', error_code: internal, error_message: sqlText };
    const imported = await anImport(stack, { accountId: of, counters: failed, status: 'failed' });
    const analysed = await anAnalysis(stack, { accountId: of, columns: failed });
    const run = await aRun(stack, { accountId: of, columns: failed });
    const lastError = `${storage}: ${s3Text}`;
    const download = await aDownload(stack, {
      accountId: of,
      status: 'upload_failed',
      lastError,
      analysisId: analysed,
    });
    const result = { kind: 'import-results', fileName: 'a.csv', format: 'csv', jobId: imported } as const;
    await aDownload(stack, { accountId: of, status: 'upload_failed', lastError, ...result });
    const document = await aDocument(stack, of);
    await stack.db.execute(sql`update documents set upload_status = 'UPLOAD_FAILED', doc_hash_256 = null,
      failure_reason = ${`${internal}: ${sqlText}`} where doc_id = ${document}`);
    const trace = newId();
    await startTrace(stack.db, { traceId: trace, operation: 'x', accountId: of });
    await logError(stack.db, { traceId: trace, operation: 'x', error: new AppError('INTERNAL', sqlText) });

    for (const path of [
      ...[
        'assets/bulk',
        `assets/bulk/${imported}`,
        `assets/bulk/${imported}/events`,
        `assets/bulk/${imported}/results`,
      ],
      ...['analyses', `analyses/${analysed}`, `analyses/${analysed}/events`, `analyses/${analysed}/downloads`],
      ...['reprocess-runs', `reprocess-runs/${run}`, 'downloads', `downloads/${download}`],
      ...[`downloads/${download}/content`, 'documents', `documents/${document}`, `upload/${document}`],
      ...['traces', `traces/${trace}`, 'jobs'],
    ]) {
      for (const role of ['viewer', 'member'] as const) {
        const answer = await get(path, role, of);
        expect([path, answer.status < 500, inside.exec(answer.text)]).toEqual([path, true, null]);
      }
    }
    const shown = (await get(`assets/bulk/${imported}`, 'viewer', of)).json;
    expect(shown).toMatchObject({ error_code: internal, error_message: expect.stringContaining('trace ID') });

    const [log] = (await get(`traces/${trace}`, 'operator', of)).json.errors;
    expect(log.message).toContain('Failed query');
    const seen = (await get(`downloads/${download}`, 'operator', of)).json;
    expect([seen.last_error, seen.internal_error]).toEqual([expect.not.stringMatching(inside), lastError]);
  });
});
