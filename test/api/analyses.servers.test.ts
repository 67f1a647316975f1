import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { newId } from '@sluice/core';
import { analysisWork } from '@sluice/db/analyses';
import { beginDocument } from '@sluice/db/documents';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, form, useSuite, waitFor, walk } from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, objects, rows } from '../harness/rows.ts';
import { EventReader } from './event-reader.ts';
import { frugalApi, overtaken } from './overtaken.ts';

const suite = useSuite({ api: { MAX_QUEUED_ANALYSES: '5' } });
const path = '/api/v1/analyses';

interface Row extends Record<string, unknown> {
  readonly analysis_id: string;
  readonly doc_id: string;
  readonly tool: string;
  readonly status: string;
  readonly options: Record<string, unknown>;
  readonly enqueued_at: Date | null;
  readonly trace_id: string;
}
interface Extending {
  readonly properties?: Record<string, unknown>;
  readonly allOf?: readonly Extending[];
  readonly unevaluatedProperties?: boolean;
}
const analysesOf = (account: string) =>
  rows<Row>(suite.stack, sql`select * from analysis_reports where account_id = ${account}`);
/** A JSON Schema in which every `const` is an `enum` of one value, which means the same. */
const withEnums = (schema: unknown) =>
  JSON.parse(JSON.stringify(schema).replace(/"const":("(?:[^"\\]|\\.)*")/g, '"enum":[$1]'));
const post = (account: string, body: FormData | Record<string, unknown>, headers: Record<string, string> = {}) =>
  call(suite, `POST ${path}`, { account, body, headers });

describe('GET /tools', () => {
  it('lists every tool with its artifacts, steps and parameters', async () => {
    const { status, json } = await call(suite, 'GET /api/v1/tools', { role: 'viewer' });
    expect(status).toBe(200);
    expect(json.items.map(({ name }: { name: string }) => name)).toEqual(['profile-my-data', 'clean-my-data']);
    const [profile, clean] = json.items;
    expect(profile.parameters.properties).toHaveProperty('compare_doc_id');
    const artifacts = clean.artifacts.map(({ name }: { name: string }) => name);
    expect(artifacts).toEqual(['report.xlsx', 'report.json', 'cleaned.csv', 'quarantined.csv']);
    expect(clean.steps.length).toBeGreaterThan(3);
    for (const { name, description } of clean.steps) {
      expect(description, name).toBeTruthy();
      expect(clean.parameters.properties[name], name).toMatchObject({ type: 'object', additionalProperties: false });
    }
    const openapi = await fetch(`${suite.api.url}/openapi.json`).then((answer) => answer.json());
    const { schemas } = (openapi as { components: { schemas: Record<string, Extending> } }).components;
    for (const [name, { properties, additionalProperties, ...schema }] of [
      ['CleanMyDataParameters', clean.parameters],
      ['ProfileMyDataParameters', profile.parameters],
    ]) {
      const [reading, own] = schemas[name]?.allOf ?? [];
      expect(reading).toEqual({ $ref: '#/components/schemas/ReadingOptions' });
      const whole = { ...schema, properties: { ...schemas.ReadingOptions?.properties, ...own?.properties } };
      expect(withEnums(whole), name).toEqual(withEnums({ ...schema, properties }));
      expect(additionalProperties).toBe(false);
      expect(schemas[name]?.unevaluatedProperties).toBe(false);
    }
  });
});

describe('POST /analyses', () => {
  it('accepts a form with fields before or after the file', async () => {
    const before = { parameters: '{"nulls":{"tokens":["n/a"]}}', artifacts: 'cleaned.csv, report.json' };
    const after = { tool: 'clean-my-data', upload_to_s3: 'no' };
    const answer = await post('form', form('a,b\n1,2\n', { before, after }));
    expect(answer.status, answer.text).toBe(202);
    const id = answer.json.analysis_id;
    expect(answer.json).toMatchObject({
      ...{ status: 'accepted', status_url: `${path}/${id}`, events_url: `${path}/${id}/events` },
      message: expect.stringContaining(`${path}/${id}`),
    });
    expect(answer.headers.get('location')).toBe(`${path}/${id}`);
    const [row] = await analysesOf('form');
    expect(row).toMatchObject({
      ...{ analysis_id: id, doc_id: answer.json.doc_id, tool: 'clean-my-data', status: 'queued' },
      trace_id: answer.json.trace_id,
      options: {
        ...{ tool: 'clean-my-data', artifacts: ['cleaned.csv', 'report.json'], upload_to_s3: false },
        parameters: { header: true, nulls: { tokens: ['n/a'], enabled: true } },
      },
    });
  });

  it('accepts JSON with a stored document, fills in defaults, and enqueues the job under its ID', async () => {
    const docId = await aDocument(suite.stack, 'json');
    const answer = await post('json', { tool: 'profile-my-data', doc_id: docId });
    expect(answer.status).toBe(202);
    const id = answer.json.analysis_id;
    expect(await suite.stack.queues.queue('analyses').getJob(id)).toMatchObject({
      name: 'analyze-file',
      data: { analysis_id: id },
      opts: { attempts: 5 },
    });
    const row = await waitFor('the mark', async () => (await analysesOf('json')).find((one) => one.enqueued_at));
    expect(row.options).toEqual({
      ...{ tool: 'profile-my-data', parameters: { header: true }, upload_to_s3: true },
      artifacts: ['report.xlsx', 'report.json'],
    });
    const trace = sql`select operation, job_id, doc_id, status from request_traces where trace_id = ${row.trace_id}`;
    expect(await waitFor('the trace', async () => (await rows(suite.stack, trace))[0])).toMatchObject({
      ...{ operation: 'POST /api/v1/analyses', job_id: id, doc_id: docId, status: 'SUCCESS' },
    });
  });

  it('names the path of every invalid field', async () => {
    const doc_id = await aDocument(suite.stack, 'wrong');
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, ['tool']],
      [{ tool: 'guess-my-data' }, ['tool']],
      [{ tool: 'clean-my-data', color: 1 }, ['color']],
      [{ tool: 'clean-my-data', parameters: [] }, ['parameters']],
      [
        { tool: 'clean-my-data', parameters: { nulls: { tokens: [1] }, speed: 2 } },
        ['parameters.nulls.tokens.0', 'parameters.speed'],
      ],
      [{ tool: 'clean-my-data', parameters: { compare_doc_id: doc_id } }, ['parameters.compare_doc_id']],
      [{ tool: 'profile-my-data', artifacts: ['report.json', 'cleaned.csv'] }, ['artifacts.1']],
      [{ tool: 'profile-my-data', upload_to_s3: 'yes' }, ['upload_to_s3']],
      [{ tool: 'profile-my-data', parameters: { compare_doc_id: newId() } }, ['parameters.compare_doc_id']],
    ];
    for (const [body, fields] of cases) {
      const answer = await post('wrong', { doc_id, ...body });
      expect([answer.status, answer.json.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(answer.json.fields.map(({ field }: { field: string }) => field).sort()).toEqual(fields);
    }
    expect((await post('wrong', { tool: 'profile-my-data' })).json.fields[0].field).toBe('doc_id');
    expect(await analysesOf('wrong')).toEqual([]);
  });

  it('refuses a form before reading its file if earlier fields are invalid', async () => {
    const early = { tool: 'profile-my-data', parameters: '{' };
    const answer = await post('early', form('a\n1\n', { before: early }));
    expect([answer.status, answer.json.fields[0].field]).toEqual([422, 'parameters']);
    const stored = sql`select upload_status from documents where account_id = 'early'`;
    expect(await rows(suite.stack, stored)).toEqual([]);
    const late = await post('early', form('a\n1\n', { after: early }));
    expect([late.status, late.json.fields[0].field]).toEqual([422, 'parameters']);
  });

  it('only compares with a complete document of the same account', async () => {
    const account = 'compare';
    const doc_id = await aDocument(suite.stack, account);
    const second = await aDocument(suite.stack, account);
    const unfinished = newId();
    await beginDocument(suite.stack.db, {
      ...{ docId: unfinished, accountId: account, originalFilename: 'b.csv' },
      ...{ contentType: 'text/csv', s3Key: 'none' },
    });
    const compare = (compare_doc_id: string) =>
      post(account, { tool: 'profile-my-data', doc_id, parameters: { compare_doc_id } });
    expect((await compare(unfinished)).status).toBe(422);
    expect((await compare(await aDocument(suite.stack, 'someone'))).status).toBe(422);
    expect((await compare(second)).status).toBe(202);
    const [row] = await analysesOf(account);
    expect(row?.options).toMatchObject({ parameters: { compare_doc_id: second } });
  });

  it('creates one analysis per Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { tool: 'profile-my-data', doc_id: await aDocument(suite.stack, 'once') };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('once', body, headers)));
    for (const { status, json } of answers) if (status !== 202) expect(json.code).toBe('IDEMPOTENCY_IN_PROGRESS');
    const again = await post('once', body, headers);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect(await analysesOf('once')).toHaveLength(1);
    expect((await post('once', { ...body, tool: 'clean-my-data' }, headers)).json.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('enforces the limit of unfinished analyses per account', async () => {
    for (let n = 0; n < 5; n++) await anAnalysis(suite.stack, { accountId: 'full' });
    const body = { tool: 'profile-my-data', doc_id: await aDocument(suite.stack, 'full') };
    const answer = await post('full', body);
    expect([answer.status, answer.json.code]).toEqual([429, 'QUEUE_FULL']);
    await suite.stack.db.execute(sql`update analysis_reports set status = 'failed' where account_id = 'full' limit 1`);
    expect((await post('full', body)).status).toBe(202);
  });
});

describe('GET /analyses', () => {
  it('lists newest first, page by page, and filters by tool, status and time', async () => {
    const account = 'list';
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) {
      // Pairs share a millisecond, so the ID decides.
      const created_at = `2026-11-0${Math.ceil((n + 1) / 2)} 10:00:00.123`;
      const status = n % 2 ? 'failed' : 'completed';
      const tool = n < 3 ? 'clean-my-data' : 'profile-my-data';
      ids.push(await anAnalysis(suite.stack, { accountId: account, tool, columns: { created_at, status } }));
    }
    await anAnalysis(suite.stack, { accountId: 'list-other' });
    const list = async (query = '', limit = 100) =>
      (await walk(suite, `${path}${query}`, limit, account)).map(({ analysis_id }) => ids.indexOf(analysis_id));
    for (const limit of [1, 2, 4, 100]) expect(await list('', limit)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await list('?tool=clean-my-data')).toEqual([2, 1, 0]);
    expect(await list('?status=failed')).toEqual([5, 3, 1]);
    expect(await list('?status=failed&status=completed&tool=profile-my-data')).toEqual([5, 4, 3]);
    expect(await list('?from=2026-11-02&to=2026-11-03T00:00:00Z')).toEqual([3, 2]);
  });

  it.each(['limit=0', 'status=done', 'tool=x', 'from=yesterday', 'cursor=x'])('refuses %s', async (query) => {
    const answer = await call(suite, `GET ${path}?${query}`);
    expect([answer.status, answer.json.fields[0].field]).toMatchObject([422, expect.stringMatching(/\w/)]);
  });
});

describe('GET /analyses/{id}', () => {
  it('returns its status without the report', async () => {
    const id = await anAnalysis(suite.stack, {
      accountId: 'get',
      columns: {
        ...{ status: 'completed', phase: null, percent: 100, total_rows: 7, execution_time_ms: 12, attempt: 2 },
        ...{ report: '{"alerts":["long"]}', started_at: '2026-11-01 10:00:00', completed_at: '2026-11-01 10:00:01' },
      },
    });
    const download = await aDownload(suite.stack, { accountId: 'get', analysisId: id, status: 'upload_failed' });
    const answer = await call(suite, `GET ${path}/${id}`, { account: 'get', role: 'viewer' });
    expect(answer.json).toMatchObject({
      ...{ analysis_id: id, tool: 'profile-my-data', status: 'completed', percent: 100, total_rows: 7 },
      ...{ execution_time_ms: 12, attempt: 2, error_code: null, artifacts: ['report.json'], upload_to_s3: true },
      ...{ started_at: '2026-11-01T10:00:00.000Z', completed_at: '2026-11-01T10:00:01.000Z' },
      downloads: [
        {
          ...{ download_id: download, analysis_id: id, job_id: null, status: 'upload_failed' },
          ...{
            last_error: 'STORAGE_UNAVAILABLE: The object storage is not available; try again in a moment.',
            content: `/api/v1/downloads/${download}/content`,
          },
        },
      ],
    });
    expect(answer.text).not.toContain('long');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { json } = await call(suite, `GET ${path}/${id}/downloads`, { account: 'get' });
    expect(json.items).toEqual(answer.json.downloads);
  });

  it('returns 400 for an invalid ID and 404 for an unknown one', async () => {
    for (const id of ['1', 'bulk', "a' or 1=1"]) {
      const answer = await call(suite, `GET ${path}/${encodeURIComponent(id)}`);
      expect([answer.status, answer.json.code]).toEqual([400, 'MALFORMED_REQUEST']);
    }
    expect((await call(suite, `GET ${path}/${newId()}`)).status).toBe(404);
  });
});

describe('GET /analyses/{id}/report', () => {
  const account = 'report';
  const finished = (columns: Record<string, string | number>) =>
    anAnalysis(suite.stack, {
      accountId: account,
      columns: { status: 'completed', timestamp: '2026-11-01 10:00:00', execution_time_ms: 5, ...columns },
    });
  const ask = (id: string) => call(suite, `GET ${path}/${id}/report`, { account });
  const head = (id: string) => ({
    ...{ analysis_id: id, tool: 'profile-my-data', status: 'completed' },
    ...{ timestamp: '2026-11-01T10:00:00.000Z', execution_time_ms: 5 },
  });

  it.each(['queued', 'processing', 'failed', 'cancelling', 'cancelled'])(
    'returns 409 while the analysis is %s',
    async (status) => {
      const answer = await ask(await anAnalysis(suite.stack, { accountId: account, columns: { status } }));
      expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    },
  );

  it('returns the final object', async () => {
    const report = { alerts: [], issues: [{ field_name: 'ä' }], downloads: [] };
    const id = await finished({ report: JSON.stringify(report) });
    expect((await ask(id)).json).toEqual({ ...head(id), report });
  });

  it('returns the full report from S3 when MySQL has a trimmed one, with the current downloads', async () => {
    const rowLevelIssues = Array.from({ length: 50_000 }, (_, n) => ({ row_index: n, message: `é 🎉 \u2028 ${n}` }));
    const whole = { alerts: [1, 2, 3], rowLevelIssues, downloads: [{ download_id: 'd' }], last: { a: [] } };
    const downloads = [{ download_id: 'd', status: 'uploaded' }];
    const key = `${suite.stack.storage.env}/reports/whole.json`;
    const text = `${JSON.stringify({ analysis_id: 'x', report: whole }, null, 2)}\n`;
    await suite.stack.storage.putStream(key, Readable.from([Buffer.from(text)]), { contentType: 'application/json' });
    const trimmed = { alerts: [1], downloads, trimmed: true };
    const id = await finished({ report: JSON.stringify(trimmed), report_s3_path: key });
    // The full report is not in S3 yet, so the trimmed one is returned, marked as such.
    const download = await aDownload(suite.stack, {
      ...{ accountId: account, analysisId: id, status: 'upload_failed', s3Path: key },
    });
    expect((await ask(id)).json).toEqual({ ...head(id), report: trimmed });
    await suite.stack.db.execute(sql`update downloads set status = 'uploaded' where download_id = ${download}`);
    const answer = await ask(id);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.json).toEqual({ ...head(id), report: { ...whole, downloads } });
    expect((await call(suite, `HEAD ${path}/${id}/report`, { account })).status).toBe(200);
  });
});

describe('GET /analyses/{id}/events', () => {
  it('streams progress and completion, and resumes', async () => {
    const accountId = 'events';
    const id = await anAnalysis(suite.stack, { accountId });
    const url = `${suite.api.url}${path}/${id}/events`;
    const set = (assignments: ReturnType<typeof sql>) =>
      suite.stack.db.execute(sql`update analysis_reports set ${assignments} where analysis_id = ${id}`);
    const stream = await EventReader.open(url, accountId);
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { analysis_id: id, status: 'queued' } });
    await analysisWork.claim(suite.stack.db, id);
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { status: 'processing', attempt: 1 } });
    await set(sql`phase = 'fix types', percent = 30, total_rows = 9`);
    const seen = await stream.next();
    expect(seen).toMatchObject({ event: 'progress', data: { phase: 'fix types', percent: 30, total_rows: 9 } });
    await stream.close();
    await set(sql`status = 'completed', percent = 100, phase = null`);
    const second = await EventReader.open(url, accountId, { 'Last-Event-ID': seen?.id ?? '' });
    const done = await second.next();
    expect(done).toMatchObject({ event: 'done', data: { status: 'completed', percent: 100, downloads: [] } });
    expect(await second.next()).toBeUndefined();
    const headers = { 'Last-Event-ID': done?.id ?? '' };
    expect((await call(suite, `GET ${path}/${id}/events`, { account: accountId, headers })).status).toBe(204);
  });
});

describe('POST /analyses/{id}/cancel', () => {
  it('cancels one that has not started, stops a running one, and refuses a final one', async () => {
    const accountId = 'cancel';
    const cancel = (id: string) => call(suite, `POST ${path}/${id}/cancel`, { account: accountId });
    const waiting = await anAnalysis(suite.stack, { accountId });
    const first = await cancel(waiting);
    expect([first.status, first.json.status]).toEqual([202, 'cancelled']);
    const pausing = await anAnalysis(suite.stack, {
      ...{ accountId, columns: { status: 'processing', error_code: 'STORAGE_UNAVAILABLE' } },
    });
    expect((await cancel(pausing)).json.status).toBe('cancelled');
    const running = await anAnalysis(suite.stack, { accountId });
    await analysisWork.claim(suite.stack.db, running);
    for (const answer of [await cancel(running), await cancel(running)]) {
      expect([answer.status, answer.json.status]).toEqual([202, 'cancelling']);
    }
    for (const status of ['completed', 'failed', 'cancelled']) {
      const answer = await cancel(await anAnalysis(suite.stack, { accountId, columns: { status } }));
      expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    }
  });
});

describe('DELETE /analyses/{id}', () => {
  const account = 'delete';
  const remove = (id: string) => call(suite, `DELETE ${path}/${id}`, { account });

  it('deletes objects and rows of a final one, and nothing else', async () => {
    const { storage } = suite.stack;
    const key = (name: string) => `${storage.env}/deleting/${name}`;
    for (const name of ['a', 'b', 'other']) {
      await storage.putStream(key(name), Readable.from([Buffer.from(name)]), { contentType: 'text/plain' });
    }
    const columns = { status: 'completed', report_s3_path: key('b') };
    const id = await anAnalysis(suite.stack, { accountId: account, columns });
    for (const s3Path of [key('a'), key('b')]) {
      await aDownload(suite.stack, { accountId: account, analysisId: id, status: 'uploaded', s3Path });
    }
    await aDownload(suite.stack, { accountId: account, analysisId: id, status: 'upload_failed' });
    await aDownload(suite.stack, { accountId: account, status: 'uploaded', s3Path: key('other') });
    expect((await remove(id)).status).toBe(204);
    expect((await objects(suite.stack)).filter((object) => object.includes('/deleting/'))).toEqual([key('other')]);
    expect((await remove(id)).status).toBe(404);
    expect(await rows(suite.stack, sql`select 1 from downloads where account_id = ${account}`)).toHaveLength(1);
  });

  it('refuses one that is retried in the same moment, and keeps its files', async () => {
    const { storage } = suite.stack;
    const s3Path = `${storage.env}/retried/a`;
    await storage.putStream(s3Path, Readable.from([Buffer.from('a')]), { contentType: 'text/plain' });
    const id = await anAnalysis(suite.stack, { accountId: account, columns: { status: 'failed' } });
    await aDownload(suite.stack, { accountId: account, analysisId: id, status: 'uploaded', s3Path });
    const retry = `UPDATE analysis_reports SET status = 'queued' WHERE analysis_id = '${id}'`;
    const api = await frugalApi(suite.stack);
    const remove = () => call({ api }, `DELETE /api/v1/analyses/${id}`, { account });
    const answer = await overtaken(suite.stack, retry, remove);
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect(await objects(suite.stack)).toContain(s3Path);
  });

  it.each(['queued', 'processing', 'cancelling'])('refuses one that is %s', async (status) => {
    const id = await anAnalysis(suite.stack, { accountId: account, columns: { status } });
    const answer = await remove(id);
    expect([answer.status, answer.json.code]).toEqual([409, 'INVALID_STATE']);
    expect((await call(suite, `GET ${path}/${id}`, { account })).status).toBe(200);
  });
});
