import { newId } from '@sluice/core';
import { beginDocument } from '@sluice/db/documents';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, form, sha256, useSuite, waitFor } from '../harness/index.ts';
import { aDocument, anImport, rows } from '../harness/rows.ts';

const suite = useSuite({ api: { MAX_QUEUED_IMPORTS: '5' } });
const path = 'POST /api/v1/assets/bulk';
const jobsOf = (account: string) =>
  rows<{ id: string; doc_id: string; options: Record<string, unknown>; enqueued_at: Date | null; trace_id: string }>(
    suite.stack,
    sql`select id, doc_id, options, enqueued_at, trace_id from bulk_import_jobs where account_id = ${account}`,
  );

describe('POST /{importer}/bulk', () => {
  it('accepts a form with fields before or after the file', async () => {
    const before = { on_invalid: 'abort', dry_run: 'true' };
    const after = { mapping: '{"Bezeichnung":"name"}', delimiter: ';' };
    const answer = await call(suite, path, { account: 'form', body: form('Bezeichnung\nx\n', { before, after }) });
    expect(answer.status).toBe(202);
    const id = answer.json.job_id;
    expect(answer.json).toMatchObject({
      status: 'accepted',
      status_url: `/api/v1/assets/bulk/${id}`,
      events_url: `/api/v1/assets/bulk/${id}/events`,
    });
    expect(answer.headers.get('location')).toBe(answer.json.status_url);
    const [job] = await jobsOf('form');
    expect(job).toMatchObject({
      id,
      doc_id: answer.json.doc_id,
      trace_id: answer.json.trace_id,
      options: {
        on_invalid: 'abort',
        on_duplicate: 'reject',
        on_blank: 'keep',
        dry_run: true,
        generate_keys: false,
        mapping: { Bezeichnung: 'name' },
        delimiter: ';',
      },
    });
    await waitFor('the mark', async () => ((await jobsOf('form'))[0]?.enqueued_at ? true : undefined));
    const queued = await suite.stack.queues.queue('imports').getJob(id);
    expect(queued).toMatchObject({ id, name: 'import-file', data: { job_id: id } });
  });

  it('accepts a stored document and returns the status URL', async () => {
    const document = await call(suite, 'POST /api/v1/documents', { account: 'json', body: form('name\nx\n') });
    const { doc_id } = document.json;
    const answer = await call(suite, path, { account: 'json', body: { doc_id, on_duplicate: 'update' } });
    expect(answer.status).toBe(202);
    const status = await call(suite, `GET ${answer.json.status_url}`, { account: 'json' });
    expect(status.json).toMatchObject({
      job_id: answer.json.job_id,
      doc_id,
      importer: 'assets',
      status: 'pending',
      attempt: 0,
      total_rows: null,
      percent: null,
      options: { on_duplicate: 'update', dry_run: false },
      requested_by: 'member@json',
      trace_id: answer.json.trace_id,
      errors: [],
      downloads: [],
    });
  });

  it('refuses invalid requests before enqueueing anything', async () => {
    const account = 'wrong';
    const docId = await aDocument(suite.stack, account);
    const foreign = await aDocument(suite.stack, 'somebody-else');
    const pending = newId();
    await beginDocument(suite.stack.db, {
      ...{ docId: pending, accountId: account, originalFilename: 'a', contentType: 'text/csv', s3Key: 'none' },
    });
    const cases: [unknown, number, string, string[]][] = [
      [{ doc_id: docId, on_invalid: 'x', color: 1 }, 422, 'VALIDATION_FAILED', ['color', 'on_invalid']],
      [{ doc_id: docId, dry_run: 'true' }, 422, 'VALIDATION_FAILED', ['dry_run']],
      [{ on_invalid: 'skip' }, 422, 'VALIDATION_FAILED', ['doc_id']],
      [{ doc_id: 'x' }, 422, 'VALIDATION_FAILED', ['doc_id']],
      [{ doc_id: 7 }, 422, 'VALIDATION_FAILED', ['doc_id']],
      [{ doc_id: foreign }, 404, 'NOT_FOUND', []],
      [{ doc_id: newId() }, 404, 'NOT_FOUND', []],
      [{ doc_id: pending }, 409, 'DOCUMENT_NOT_READY', []],
      [form('x', { before: { on_invalid: 'x' } }), 422, 'VALIDATION_FAILED', ['on_invalid']],
      [form('x', { after: { dry_run: 'maybe' } }), 422, 'VALIDATION_FAILED', ['dry_run']],
      [new FormData(), 422, 'VALIDATION_FAILED', ['file']],
    ];
    for (const [body, status, code, fields] of cases) {
      const answer = await call(suite, path, { account, body: body as FormData });
      expect([answer.status, answer.json.code], answer.text).toEqual([status, code]);
      expect((answer.json.fields ?? []).map(({ field }: { field: string }) => field).sort()).toEqual(fields);
    }
    expect(await jobsOf(account)).toEqual([]);
  });

  it('refuses a malformed body', async () => {
    const json = { 'content-type': 'application/json' };
    const cases: [string | Uint8Array, Record<string, string>, number, string][] = [
      ['{', json, 400, 'MALFORMED_REQUEST'],
      ['[]', json, 400, 'MALFORMED_REQUEST'],
      ['"x"', json, 400, 'MALFORMED_REQUEST'],
      [new Uint8Array([0x7b, 0xff, 0x7d]), json, 400, 'MALFORMED_REQUEST'],
      [`{"x":"${'x'.repeat(2 ** 20)}"}`, json, 413, 'BODY_TOO_LARGE'],
      ['name\nx\n', { 'content-type': 'text/csv' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ];
    for (const [body, headers, status, code] of cases) {
      const answer = await call(suite, path, { account: 'unread', body, headers });
      expect([answer.status, answer.json.code]).toEqual([status, code]);
    }
  });

  it('returns 404 for an unknown importer', async () => {
    for (const method of ['POST /api/v1/nope/bulk', 'GET /api/v1/nope/bulk', 'GET /api/v1/nope']) {
      const answer = await call(suite, method, { ...(method.startsWith('POST') ? { body: {} } : {}) });
      expect([answer.status, answer.json.code]).toEqual([404, 'NOT_FOUND']);
    }
    const contacts = await call(suite, 'POST /api/v1/contacts/bulk', { account: 'c', body: form('email\na@b.c\n') });
    expect(contacts.json.status_url).toMatch(/^\/api\/v1\/contacts\/bulk\//);
    const { job_id } = contacts.json;
    expect((await call(suite, `GET /api/v1/assets/bulk/${job_id}`, { account: 'c' })).status).toBe(404);
  });

  it('enforces the limit of unfinished imports per account', async () => {
    const account = 'full';
    const docId = await aDocument(suite.stack, account);
    for (const status of ['pending', 'processing', 'cancelling'])
      await anImport(suite.stack, { accountId: account, status });
    await anImport(suite.stack, { accountId: account, status: 'completed' });
    const post = () => call(suite, path, { account, body: { doc_id: docId } });
    expect((await post()).status).toBe(202);
    const last = await post();
    expect(last.status).toBe(202);
    const refused = await post();
    expect([refused.status, refused.json.code]).toEqual([429, 'QUEUE_FULL']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await call(suite, `POST ${last.json.status_url}/cancel`, { account });
    expect((await post()).status).toBe(202);
    expect((await call(suite, path, { account: 'not-full', body: form('x') })).status).toBe(202);
  });

  it('judges each of many concurrent requests by itself', async () => {
    const accounts = ['together-1', 'together-2', 'together-3'];
    const foreign = await aDocument(suite.stack, 'together-other');
    const sent = await Promise.all(
      accounts.flatMap((account) =>
        [1, 2, 3, 4].map(async (n) => ({ account, doc_id: await aDocument(suite.stack, account), n })),
      ),
    );
    const ask = (account: string, body: Record<string, unknown>, at = path, headers = {}) =>
      call(suite, at, { account, body, headers });
    const [good, bad] = await Promise.all([
      Promise.all(
        sent.map(({ account, doc_id, n }) =>
          ask(account, { doc_id }, path, n === 1 ? { 'idempotency-key': `together-${account}` } : {}),
        ),
      ),
      Promise.all(
        accounts.flatMap((account, n) => [
          ask(account, { doc_id: foreign }),
          ask(account, { doc_id: newId() }),
          ask(account, { doc_id: sent[4 * n]?.doc_id }, 'POST /api/v1/nonsense/bulk'),
          ask(account, { doc_id: sent[4 * n]?.doc_id, on_invalid: 'pray' }),
        ]),
      ),
    ]);
    expect(good.map(({ status }) => status)).toEqual(sent.map(() => 202));
    expect(bad.map(({ status }) => status)).toEqual(accounts.flatMap(() => [404, 404, 404, 422]));
    for (const account of accounts) {
      const own = good.filter((_, n) => sent[n]?.account === account).map(({ json }) => json);
      const jobs = await jobsOf(account);
      const kept = ({ id, doc_id, trace_id }: (typeof jobs)[number]) => ({ job_id: id, doc_id, trace_id });
      const byId = (a: { job_id: string }, b: { job_id: string }) => (a.job_id < b.job_id ? -1 : 1);
      expect(jobs.map(kept).toSorted(byId)).toEqual(
        own.map(({ job_id, doc_id, trace_id }) => ({ job_id, doc_id, trace_id })).toSorted(byId),
      );
      const events = await rows<{ resource_id: string }>(
        suite.stack,
        sql`select resource_id from audit_events where account_id = ${account} and action = 'import.create'`,
      );
      expect(events.map(({ resource_id }) => resource_id).toSorted()).toEqual(
        own.map(({ job_id }) => job_id).toSorted(),
      );
    }
  });

  it('accepts many large requests at the same time, which no statement could hold together', async () => {
    // MySQL takes 64 MiB in one packet.
    const mapping = Object.fromEntries(
      Array.from({ length: 3_800 }, (_, n) => [`${n} ${'x'.repeat(235)}`, null] as const),
    );
    const accounts = Array.from({ length: 18 }, (_, n) => `large-${n}`);
    const sent = await Promise.all(
      accounts.map(async (account) => ({ account, doc_id: await aDocument(suite.stack, account) })),
    );
    const asked = sent.flatMap(({ account, doc_id }) =>
      [1, 2, 3, 4].map(() => call(suite, path, { account, body: { doc_id, mapping } })),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status, text }) => (status === 202 ? '' : text)).filter(Boolean)).toEqual([]);
  });

  it('refuses only the import whose document is deleted at the same time', async () => {
    const account = 'deleted-meanwhile';
    const ids = await Promise.all([1, 2, 3].map(() => aDocument(suite.stack, account)));
    const deleting = await suite.stack.db.$connect();
    try {
      await deleting.query('BEGIN');
      await deleting.query('DELETE FROM documents WHERE doc_id = ?', [ids[1]]);
      const asked = Promise.all(ids.map((doc_id) => call(suite, path, { account, body: { doc_id } })));
      await waitFor('the insert that waits for the deletion', async () => {
        const found = await rows(
          suite.stack,
          sql`select id from information_schema.processlist where db = database() and info like 'insert into _bulk_import_jobs_%'`,
        );
        return found.length > 0 || undefined;
      });
      await deleting.query('COMMIT');
      const answers = await asked;
      expect(answers.map(({ status }) => status)).toEqual([202, 404, 202]);
      expect(answers[1]?.json.detail).toBe('The document was deleted in the meantime.');
      expect(await jobsOf(account)).toHaveLength(2);
    } finally {
      deleting.destroy();
    }
  });

  it('records a trace', async () => {
    const headers = { 'X-Request-ID': 'theirs-1' };
    const answer = await call(suite, path, { account: 'trace', body: form('t'), headers });
    expect(answer.headers.get('x-request-id')).toBe('theirs-1');
    const trace = await waitFor('the trace', async () => {
      const found = await rows<Record<string, unknown>>(
        suite.stack,
        sql`select * from request_traces where trace_id = ${answer.json.trace_id} and status = 'SUCCESS'`,
      );
      return found[0];
    });
    expect(trace).toMatchObject({
      account_id: 'trace',
      operation: 'POST /api/v1/:importer/bulk',
      doc_id: answer.json.doc_id,
      job_id: answer.json.job_id,
      metadata: { request_id: 'theirs-1', subject: 'member@trace', http_status: 202 },
    });
    expect(trace.end_time).not.toBeNull();
    const refused = await call(suite, path, { account: 'trace', body: {} });
    const failed = await waitFor('the failed trace', async () => {
      const found = await rows<Record<string, unknown>>(
        suite.stack,
        sql`select * from request_traces where trace_id = ${refused.json.trace_id} and status = 'FAILED'`,
      );
      return found[0];
    });
    expect(failed).toMatchObject({ metadata: { http_status: 422, code: 'VALIDATION_FAILED' } });
  });

  it('stores the file of a form once for several imports', async () => {
    const body = () => form('name\nonce\n');
    const first = await call(suite, path, { account: 'once', body: body() });
    const again = await call(suite, path, { account: 'once', body: body() });
    expect(again.json.doc_id).toBe(first.json.doc_id);
    expect(again.json.job_id).not.toBe(first.json.job_id);
    const [document] = await rows<{ doc_hash_256: string }>(
      suite.stack,
      sql`select doc_hash_256 from documents where doc_id = ${first.json.doc_id}`,
    );
    expect(document?.doc_hash_256).toBe(sha256('name\nonce\n'));
  });
});
