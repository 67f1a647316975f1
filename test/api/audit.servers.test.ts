import { randomUUID } from 'node:crypto';
import { downloadId } from '@sluice/core';
import { recordDownload } from '@sluice/db/downloads';
import { holdSweep } from '@sluice/db/retention';
import { UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Call,
  call,
  form,
  ProxiedApi,
  required,
  sha256,
  signToken,
  waitFor,
} from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';
import { removeBucket } from '../harness/server-farm.ts';

let suite: ProxiedApi;
const bucket = `sluice-test-${randomUUID()}`;
beforeAll(async () => {
  const env = { MEMBERS_MAY_DEFINE: 'true', TRUST_PROXY: '1', UPLOAD_VERIFY_WAIT_MS: '0' };
  suite = await ProxiedApi.start({ directUrls: true, env });
});
afterAll(async () => {
  await suite?.close();
  await removeBucket(bucket);
});

interface Event {
  readonly account_id: string | null;
  readonly action: string;
  readonly resource_kind: string;
  readonly resource_id: string | null;
  readonly outcome: string;
  readonly error_code: string | null;
  readonly actor: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly [other: string]: unknown;
}

interface AuditEventSchema {
  readonly properties: { readonly action: { readonly enum: string[] } };
}

const ops = { account: 'ops', role: 'operator' } as const;

/** Events of every account, oldest first. */
async function events(query = ''): Promise<Event[]> {
  const { json } = await call(suite, `GET /api/v1/audit-events?account_id=*&limit=100${query}`, ops);
  return json.items.reverse();
}
const eventsOf = (id: string) => events(`&resource_id=${id}`);
const outcomes = (found: readonly Event[]) => found.map(({ action, outcome }) => `${action} ${outcome}`);

async function succeeds(request: string, options: Call = {}): Promise<Answer> {
  const answer = await call(suite, request, options);
  expect([request, answer.status < 400, answer.text]).toEqual([request, true, answer.text]);
  return answer;
}

/** Fails the job, as a worker would after its last attempt. */
async function failJob(queue: 'exports' | 'imports' | 'documents'): Promise<void> {
  const { redisUrl: url, redisPrefix: prefix } = suite.stack;
  const worker = new Worker(queue, null, { connection: { url }, prefix });
  const job = await worker.getNextJob('token');
  await job?.moveToFailed(new UnrecoverableError('STORAGE_REFUSED: access denied'), 'token', false);
  await worker.close();
}

/** Every change that a person can make, once. Each returns the ID of its resource. */
const account = 'changes';
const failed = { status: 'failed', error_code: 'STORAGE_UNAVAILABLE', error_message: 'S3 was unreachable' };
const changes: Record<string, () => Promise<string | null>> = {
  async 'session.create'() {
    const token = await signToken(account);
    await succeeds('POST /api/v1/session', { body: { token }, headers: { origin: suite.api.url } });
    return null;
  },
  async 'session.delete'() {
    const headers = { cookie: `sluice_session=${await signToken(account)}`, origin: suite.api.url };
    expect((await fetch(`${suite.api.url}/api/v1/session`, { method: 'DELETE', headers })).status).toBe(204);
    return null;
  },
  async 'importer.save'() {
    for (let again = 0; again < 2; again++) await saveImporter('saved-parts');
    await saveImporter('saved-parts', '?dry_run=true');
    return 'saved-parts';
  },
  async 'importer.archive'() {
    await saveImporter('archived-parts');
    for (let again = 0; again < 2; again++) await succeeds('DELETE /api/v1/importers/archived-parts', { account });
    return 'archived-parts';
  },
  async 'importer.restore'() {
    await saveImporter('restored-parts');
    await succeeds('DELETE /api/v1/importers/restored-parts', { account });
    for (let again = 0; again < 2; again++)
      await succeeds('POST /api/v1/importers/restored-parts/restore', { account });
    return 'restored-parts';
  },
  async 'mapping.save'() {
    await saveImporter('mapped-parts');
    await succeeds('PUT /api/v1/importers/mapped-parts/mappings/mine', {
      account,
      body: { mapping: { Teil: 'name' } },
    });
    return 'mapped-parts';
  },
  async 'mapping.delete'() {
    await saveImporter('unmapped-parts');
    const path = '/api/v1/importers/unmapped-parts/mappings/mine';
    await succeeds(`PUT ${path}`, { account, body: { mapping: { Teil: null } } });
    await succeeds(`DELETE ${path}`, { account });
    return 'unmapped-parts';
  },
  async 'document.create'() {
    return (await succeeds('POST /api/v1/documents', { account, body: form('name\nfirst\n') })).json.doc_id;
  },
  async 'document.announce'() {
    const body = { doc_name: 'a.csv', doc_hash_256: sha256('announced'), file_size: 9, content_type: 'text/csv' };
    const { doc_id } = (await succeeds('POST /api/v1/upload/request', { account, body })).json;
    // Asking again for URLs changes nothing that lasts.
    await succeeds('POST /api/v1/upload/request', { account, body });
    await succeeds(`GET /api/v1/upload/${doc_id}`, { account });
    return doc_id;
  },
  async 'document.verify'() {
    const bytes = 'name\nverified\n';
    const body = { doc_name: 'b.csv', doc_hash_256: sha256(bytes), file_size: bytes.length, content_type: 'text/csv' };
    const { json } = await succeeds('POST /api/v1/upload/request', { account, body });
    const put = await fetch(json.s3_presigned_url, { method: 'PUT', headers: json.required_headers, body: bytes });
    expect(put.status).toBe(200);
    for (let again = 0; again < 2; again++) await succeeds(`POST /api/v1/upload/${json.doc_id}/complete`, { account });
    return json.doc_id;
  },
  async 'document.delete'() {
    const { doc_id } = (await succeeds('POST /api/v1/documents', { account, body: form('name\nsecond\n') })).json;
    await succeeds(`DELETE /api/v1/documents/${doc_id}`, { account });
    return doc_id;
  },
  async 'import.create'() {
    const body = { doc_id: await aDocument(suite.stack, account), mapping: { Label: 'name' } };
    return (await succeeds('POST /api/v1/assets/bulk', { account, body })).json.job_id;
  },
  async 'import.cancel'() {
    const id = await anImport(suite.stack, { accountId: account });
    await succeeds(`POST /api/v1/assets/bulk/${id}/cancel`, { account });
    return id;
  },
  async 'import.retry'() {
    const id = await anImport(suite.stack, { accountId: account, ...{ status: 'failed', counters: failed } });
    await succeeds(`POST /api/v1/assets/bulk/${id}/retry`, { account });
    return id;
  },
  async 'export.retry'() {
    const jobId = await anImport(suite.stack, { accountId: account, status: 'completed' });
    await recordDownload(suite.stack.db, {
      downloadId: downloadId(jobId, 'import-results', 'csv'),
      ...{ accountId: account, jobId, kind: 'import-results', fileName: 'r.csv', format: 'csv', status: 'uploaded' },
      s3Path: 'none',
    });
    await succeeds(`GET /api/v1/assets/bulk/${jobId}/results?format=json`, { account });
    await failJob('exports');
    await succeeds(`POST /api/v1/assets/bulk/${jobId}/results/retry?format=json`, { account });
    return jobId;
  },
  async 'analysis.create'() {
    const body = { doc_id: await aDocument(suite.stack, account), tool: 'profile-my-data' };
    return (await succeeds('POST /api/v1/analyses', { account, body })).json.analysis_id;
  },
  async 'analysis.cancel'() {
    const id = await anAnalysis(suite.stack, { accountId: account });
    await succeeds(`POST /api/v1/analyses/${id}/cancel`, { account });
    return id;
  },
  async 'analysis.retry'() {
    const id = await anAnalysis(suite.stack, { accountId: account, columns: failed });
    await succeeds(`POST /api/v1/analyses/${id}/retry`, { account });
    return id;
  },
  async 'import.delete'() {
    const id = await anImport(suite.stack, { accountId: account, status: 'completed' });
    await aDownload(suite.stack, { accountId: account, jobId: id, status: 'uploaded' });
    await succeeds(`DELETE /api/v1/assets/bulk/${id}`, { account });
    return id;
  },
  async 'analysis.delete'() {
    const id = await anAnalysis(suite.stack, { accountId: account, columns: { status: 'completed' } });
    await aDownload(suite.stack, { accountId: account, analysisId: id, status: 'uploaded' });
    await succeeds(`DELETE /api/v1/analyses/${id}`, { account });
    return id;
  },
  async 'download.reprocess'() {
    const id = await aDownload(suite.stack, { accountId: account, status: 'upload_failed' });
    await succeeds(`POST /api/v1/downloads/${id}/reprocess`, { account });
    return id;
  },
  async 'reprocess_run.create'() {
    const filter = { tool: 'profile-my-data' };
    await succeeds('POST /api/v1/reprocess-runs', { account, body: { filter, dry_run: true } });
    return (await succeeds('POST /api/v1/reprocess-runs', { account, body: { filter } })).json.run_id;
  },
  async 'reprocess_run.cancel'() {
    const id = await aRun(suite.stack, { accountId: account });
    await succeeds(`POST /api/v1/reprocess-runs/${id}/cancel`, { account });
    return id;
  },
  async 'reprocess_run.retry'() {
    const id = await aRun(suite.stack, { accountId: account, columns: failed });
    await succeeds(`POST /api/v1/reprocess-runs/${id}/retry`, { account });
    return id;
  },
  async 'storage_server.add'() {
    return (await addServer()).server_id;
  },
  async 'storage_server.deactivate'() {
    const { server_id } = await addServer();
    for (let again = 0; again < 2; again++) await succeeds(`POST /api/v1/storage-servers/${server_id}/deactivate`, ops);
    return server_id;
  },
  async 'storage_server.activate'() {
    const { server_id } = await addServer();
    await succeeds(`POST /api/v1/storage-servers/${server_id}/deactivate`, ops);
    await succeeds(`POST /api/v1/storage-servers/${server_id}/activate`, ops);
    return server_id;
  },
  async 'storage_server.drain'() {
    const { server_id } = await addServer();
    await suite.stack.db.execute(sql`update storage_servers set last_heartbeat = now(3)`);
    await succeeds(`POST /api/v1/storage-servers/${server_id}/drain`, ops);
    return server_id;
  },
  async 'storage_server.remove'() {
    const { server_id } = await addServer();
    await succeeds(`POST /api/v1/storage-servers/${server_id}/deactivate`, ops);
    await succeeds(`DELETE /api/v1/storage-servers/${server_id}`, ops);
    return server_id;
  },
  async 'retention_hold.confirm'() {
    const hold = { sweep: 'lost_documents', place: '', bucket: 'b', affected: 100, total: 110, reason: 'Too many.' };
    await holdSweep(suite.stack.db, hold);
    const { items } = (await succeeds('GET /api/v1/retention-holds', ops)).json;
    for (let again = 0; again < 2; again++) {
      await succeeds(`POST /api/v1/retention-holds/${items[0].hold_id}/confirm`, ops);
    }
    return items[0].hold_id;
  },
};

const saveImporter = (name: string, query = ''): Promise<Answer> =>
  succeeds(`POST /api/v1/importers${query}`, {
    account,
    body: {
      ...{ name, target: { table: 'assets', manage: 'existing', account: 'account_id' } },
      schema: {
        primaryKey: ['identifier'],
        fields: ['identifier', 'name'].map((field) => ({
          name: field,
          type: 'string',
          constraints: { required: true },
        })),
      },
    },
  });

/** The one bucket of this suite, with a server that an earlier case may have left. */
async function addServer() {
  const { db } = suite.stack;
  await db.execute(sql`delete from storage_servers where bucket = ${bucket}`);
  const body = { name: `s-${randomUUID().slice(0, 8)}`, endpoint: required('S3_ENDPOINT').replace(/\/$/, ''), bucket };
  return (await succeeds('POST /api/v1/storage-servers', { ...ops, body })).json;
}

describe('every change by a person', () => {
  it('is covered by this suite', async () => {
    const document = await fetch(`${suite.api.url}/openapi.json`).then((answer) => answer.json());
    const { schemas } = (document as { components: { schemas: Record<'AuditEvent', AuditEventSchema> } }).components;
    const { enum: actions } = schemas.AuditEvent.properties.action;
    const isRead = (action: string) => /\.(read|list)$/.test(action);
    expect(Object.keys(changes).sort()).toEqual(actions.filter((action) => !isRead(action)).sort());
  });

  it.each(Object.keys(changes))('is recorded once, with its resource and state: %s', async (action) => {
    const since = `&action=${action}&from=${new Date(Date.now() - 1).toISOString()}`;
    const id = await changes[action]?.();
    const found = await events(since);
    const byOperator = /^(storage_server|retention_hold)/.test(action);
    const steps = /^(document.delete|import.delete|analysis.delete|export.retry)$/.test(action)
      ? ['started', 'done']
      : ['done'];
    expect(found.map(({ outcome }) => outcome)).toEqual(steps);
    expect(found.at(-1)).toMatchObject({
      ...{ action, resource_kind: action.split('.')[0], resource_id: id, error_code: null },
      account_id: byOperator ? null : account,
      actor_account: byOperator ? 'ops' : account,
      actor: expect.stringContaining(byOperator ? 'ops' : account),
      actor_role: byOperator ? 'operator' : 'member',
      operation: expect.stringMatching(/^(POST|PUT|DELETE) \/api\/v1\//),
      ...{ address: '127.0.0.1', user_agent: 'node', trace_id: expect.any(String), request_id: expect.any(String) },
    });
    if (action !== 'session.delete') expect(found.at(-1)?.before ?? found.at(-1)?.after).toBeTruthy();
  });
});

describe('an event', () => {
  const last = async (query: string) => (await events(query)).at(-1);

  it('shows what changed, with the state before and after', async () => {
    const id = await anImport(suite.stack, { accountId: 'states', status: 'processing' });
    await succeeds(`POST /api/v1/assets/bulk/${id}/cancel`, { account: 'states' });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      ...{ before: { status: 'processing' }, after: { status: 'cancelling' } },
    });
    // Already being cancelled.
    await succeeds(`POST /api/v1/assets/bulk/${id}/cancel`, { account: 'states' });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('has the address that the trusted proxy saw, and the IDs of the request', async () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7', 'user-agent': 'curl/8', 'x-request-id': 'mine' };
    const { json } = await succeeds('POST /api/v1/documents', { account: 'from', headers, body: form('name\nfrom\n') });
    expect((await eventsOf(json.doc_id)).at(-1)).toMatchObject({
      ...{ address: '203.0.113.7', user_agent: 'curl/8', request_id: 'mine', trace_id: json.trace_id },
    });
  });

  it('holds neither secrets nor long texts', async () => {
    const token = await signToken('secret');
    const link = 'mysql://root:hunter2@db/x';
    const body = { doc_id: await aDocument(suite.stack, 'secret'), mapping: { [link]: 'name' } };
    const mapping = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`${n}${'x'.repeat(250)}`, null]));
    const headers = { 'user-agent': `x Bearer ${token}` };
    await succeeds('POST /api/v1/assets/bulk', { account: 'secret', headers, body });
    Object.assign(body, { mapping: { ...body.mapping, ...mapping } });
    await succeeds('POST /api/v1/assets/bulk', { account: 'secret', headers, body });
    const found = await rows<Record<string, unknown>>(
      suite.stack,
      sql`select * from audit_events where actor_account = 'secret'`,
    );
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain(token);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(JSON.stringify(found)).toContain('[redacted]');
    for (const { state_after } of found) expect(JSON.stringify(state_after).length).toBeLessThan(5_000);
  });

  it('has the address of a denied sign-in', async () => {
    const since = `&action=session.create&from=${new Date().toISOString()}`;
    const headers = { origin: suite.api.url, 'x-forwarded-for': '198.51.100.4' };
    expect((await call(suite, 'POST /api/v1/session', { headers, body: { token: 'x'.repeat(20) } })).status).toBe(401);
    expect(await last(since)).toMatchObject({
      ...{ outcome: 'denied', error_code: 'UNAUTHENTICATED', actor: null, account_id: null, address: '198.51.100.4' },
    });
  });

  it('is left by an attempt that the role does not allow, but not by an invalid request', async () => {
    const id = await anImport(suite.stack, { accountId: 'tried' });
    const since = `&from=${new Date().toISOString()}`;
    expect(
      (await call(suite, `POST /api/v1/assets/bulk/${id}/cancel`, { account: 'tried', role: 'viewer' })).status,
    ).toBe(403);
    expect((await call(suite, 'POST /api/v1/storage-servers', { account: 'tried', body: {} })).status).toBe(403);
    expect((await call(suite, `POST /api/v1/assets/bulk/${id}/retry`, { account: 'tried' })).status).toBe(409);
    expect((await call(suite, 'POST /api/v1/assets/bulk', { account: 'tried', body: {} })).status).toBe(422);
    expect(outcomes(await events(since))).toEqual(['import.cancel denied', 'storage_server.add denied']);
  });
});

describe('a repeat with the same Idempotency-Key', () => {
  it('is not recorded again', async () => {
    const body = { doc_id: await aDocument(suite.stack, 'again') };
    const options = { account: 'again', body, headers: { 'idempotency-key': randomUUID() } };
    const { json } = await succeeds('POST /api/v1/assets/bulk', options);
    await succeeds('POST /api/v1/assets/bulk', options);
    expect(outcomes(await eventsOf(json.job_id))).toEqual(['import.create done']);
  });
});

describe('without its event', () => {
  it('no change is made', async () => {
    const accountId = 'unheard';
    const id = await anImport(suite.stack, { accountId });
    const gone = await anAnalysis(suite.stack, { accountId, columns: { status: 'completed' } });
    const lost = await aDownload(suite.stack, { accountId, status: 'upload_failed' });
    const docId = await aDocument(suite.stack, accountId);
    const { db } = suite.stack;
    const token = await signToken(accountId);
    const count = async () =>
      (await rows<{ n: number }>(suite.stack, sql`select count(*) as n from bulk_import_jobs`))[0]?.n;
    const before = await count();
    await db.execute(sql`rename table audit_events to audit_away`);
    try {
      for (const [request, options] of [
        [`POST /api/v1/assets/bulk/${id}/cancel`, {}],
        [`DELETE /api/v1/analyses/${gone}`, {}],
        [`DELETE /api/v1/documents/${docId}`, {}],
        [`POST /api/v1/downloads/${lost}/reprocess`, {}],
        ['POST /api/v1/assets/bulk', { body: { doc_id: docId } }],
        ['POST /api/v1/session', { body: { token }, headers: { origin: suite.api.url } }],
        // Nor a read of another account.
        [`GET /api/v1/assets/bulk/${id}`, ops],
      ] as [string, Call][]) {
        const answer = await call(suite, request, { account: accountId, ...options });
        expect([request, answer.status]).toEqual([request, 500]);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
      // Signing out always works; the event is in the log.
      const headers = { cookie: `sluice_session=${token}`, origin: suite.api.url };
      expect((await fetch(`${suite.api.url}/api/v1/session`, { method: 'DELETE', headers })).status).toBe(204);
    } finally {
      await db.execute(sql`rename table audit_away to audit_events`);
    }
    await suite.api.waitForLine(({ audit }) => (audit as { action?: string })?.action === 'session.delete');
    expect(await count()).toBe(before);
    const status = async (path: string) =>
      (await call(suite, `GET /api/v1/${path}`, { account: accountId })).json.status;
    expect(await status(`assets/bulk/${id}`)).toBe('pending');
    expect(await status(`analyses/${gone}`)).toBe('completed');
    expect(await status(`downloads/${lost}`)).toBe('upload_failed');
    expect(await status(`documents/${docId}`)).toBe('UPLOAD_COMPLETE');
  });
});

describe('a deletion', () => {
  const accountId = 'deletes';
  const anObject = async () => {
    const id = await anAnalysis(suite.stack, { accountId, columns: { status: 'completed' } });
    await aDownload(suite.stack, { accountId, analysisId: id, status: 'uploaded' });
    return id;
  };

  it('that fails is recorded as started and failed', async () => {
    const id = await anObject();
    await suite.without('s3', async () => {
      expect((await call(suite, `DELETE /api/v1/analyses/${id}`, { account: accountId })).status).toBe(503);
    });
    const found = await eventsOf(id);
    expect(outcomes(found)).toEqual(['analysis.delete started', 'analysis.delete failed']);
    expect(found[1]).toMatchObject({ error_code: 'STORAGE_UNAVAILABLE', trace_id: found[0]?.trace_id });
  });

  it('whose process dies is recorded as started', async () => {
    const id = await anObject();
    suite.proxies.s3.silence();
    const answer = call(suite, `DELETE /api/v1/analyses/${id}`, { account: accountId }).catch(() => undefined);
    await waitFor('the start of the deletion', async () => {
      const found = await rows(suite.stack, sql`select 1 from audit_events where resource_id = ${id}`);
      return found.length > 0 ? found : undefined;
    });
    suite.api.kill('SIGKILL');
    expect(await answer).toBeUndefined();
    await suite.api.exited;
    await suite.restart();
    expect(outcomes(await eventsOf(id))).toEqual(['analysis.delete started']);
  });
});

describe('a read by an operator', () => {
  it('of another account is recorded once in five minutes, and of their own account never', async () => {
    const operator = { account: 'reader', role: 'operator' } as const;
    const ids = {
      import: await anImport(suite.stack, { accountId: 'read' }),
      analysis: await anAnalysis(suite.stack, { accountId: 'read' }),
      download: await aDownload(suite.stack, { accountId: 'read', status: 'upload_failed' }),
      reprocess_run: await aRun(suite.stack, { accountId: 'read' }),
      own: await anImport(suite.stack, { accountId: 'reader' }),
    };
    const paths = [
      ...['', '/errors'].map((rest) => `assets/bulk/${ids.import}${rest}`),
      ...[`analyses/${ids.analysis}`, `downloads/${ids.download}`, `reprocess-runs/${ids.reprocess_run}`],
      ...['jobs', 'jobs/stats', 'jobs?account_id=read', 'assets/bulk?account_id=read', 'assets/bulk'],
      `assets/bulk/${ids.own}`,
    ];
    for (const path of [...paths, ...paths]) await succeeds(`GET /api/v1/${path}`, operator);
    await call(suite, `GET /api/v1/assets/bulk/${ids.import}`, { account: 'read' });
    expect((await call(suite, `GET /api/v1/assets/bulk/${randomUUID()}`, operator)).status).toBe(404);
    const headers = { authorization: `Bearer ${await signToken('reader', 'operator')}` };
    for (let again = 0; again < 2; again++) {
      expect((await fetch(`${suite.api.url}/admin/queues/api/queues`, { headers })).status).toBe(200);
    }
    const { json } = await call(suite, 'GET /api/v1/audit-events?account_id=*&limit=100', ops);
    const found = (json.items as Event[]).filter(({ actor_account }) => actor_account === 'reader').reverse();
    expect(found.map((event) => [event.action, event.account_id, event.resource_id])).toEqual([
      ...['import', 'analysis', 'download', 'reprocess_run'].map((kind) => [
        ...[`${kind}.read`, 'read', ids[kind as keyof typeof ids]],
      ]),
      ['job.list', null, null],
      ['job.list', 'read', null],
      ['import.list', 'read', null],
      ['queue.read', null, null],
    ]);
  });
});

describe('the list', () => {
  it('shows members the events of their account, without the people and addresses of others', async () => {
    const id = await aDownload(suite.stack, { accountId: 'seen', status: 'upload_failed' });
    await succeeds(`POST /api/v1/downloads/${id}/reprocess`, ops);
    await succeeds('POST /api/v1/documents', { account: 'seen', body: form('name\nseen\n') });
    const { items } = (await succeeds('GET /api/v1/audit-events', { account: 'seen' })).json;
    expect(items).toMatchObject([
      { action: 'document.create', actor_account: 'seen', actor: expect.stringContaining('seen') },
      { action: 'download.reprocess', actor_account: 'ops', actor_role: 'operator', actor: null },
    ]);
    for (const item of items) expect(Object.keys(item)).not.toContain('address');
    expect((await succeeds('GET /api/v1/audit-events', { account: 'unrelated' })).json.items).toEqual([]);
  });

  it('can be paged and filtered', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { json } = await succeeds(`GET /api/v1/audit-events?account_id=changes&limit=7${cursor}`, ops);
      seen.push(...json.items.map(({ event_id }: { event_id: string }) => event_id));
      if (json.next_cursor === null) break;
      cursor = `&cursor=${json.next_cursor}`;
    }
    const [all] = await rows<{ n: number }>(
      suite.stack,
      sql`select count(*) as n from audit_events where account_id = 'changes'`,
    );
    expect(new Set(seen).size).toBe(all?.n);
    const found = await events('&action=import.cancel');
    expect(new Set(found.map(({ action }) => action))).toEqual(new Set(['import.cancel']));
    expect((await call(suite, 'GET /api/v1/audit-events?action=import.destroy', ops)).status).toBe(422);
    expect((await call(suite, 'GET /api/v1/audit-events', { role: 'viewer' })).status).toBe(403);
  });
});
