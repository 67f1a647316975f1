import { AppError, newId } from '@sluice/core';
import { logError, recordTraces, startTrace, traceOrigin } from '@sluice/db/traces';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, call, startWorker, useSuite, type Worker, waitFor, walk } from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';

const suite = useSuite();
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
    expect((await get('traces', 'viewer', 'other')).json.items).toEqual([]);
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
