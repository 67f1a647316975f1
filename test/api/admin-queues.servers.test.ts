import { Readable } from 'node:stream';
import { newId } from '@sluice/core';
import { analysisWork } from '@sluice/db/analyses';
import { getDocumentById } from '@sluice/db/documents';
import { importWork } from '@sluice/db/imports';
import { runWork } from '@sluice/db/reprocess-runs';
import { type QueueName, queueNames } from '@sluice/jobs';
import { documentKey } from '@sluice/storage';
import { UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, type Role, sha256, signToken, useSuite } from '../harness/index.ts';
import { aDownload, anAnalysis, anImport, aRun, rows } from '../harness/rows.ts';

const suite = useSuite();
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

const fetchAdmin = (path: string, init: RequestInit = {}) =>
  fetch(`${suite.api.url}/admin${path}`, { redirect: 'manual', ...init });

const cookieOf = (answer: Response): string => answer.headers.get('set-cookie') ?? '';
const sessionOf = async (role: Role): Promise<string> => `sluice_session=${await signToken('ops', role)}`;

/** Fails the next job of a queue, as a worker does after its last attempt. */
async function failNext(queue: QueueName, id: string): Promise<void> {
  const { redisUrl: url, redisPrefix: prefix } = suite.stack;
  const worker = new Worker(queue, null, { connection: { url }, prefix });
  const taken = await worker.getNextJob('token');
  expect(taken?.id).toBe(id);
  await taken?.moveToFailed(new UnrecoverableError('unreachable'), 'token', false);
  await worker.close();
}

describe('/admin/queues', () => {
  it('redirects browsers to the sign-in page and returns 401 to programs', async () => {
    for (const path of ['/queues', '/queues/', '/queues/queue/imports']) {
      const page = await fetchAdmin(path, { headers: BROWSER });
      expect([page.status, page.headers.get('location')], path).toEqual([303, `/sign-in?next=/admin${path}`]);
    }
    const old = await fetchAdmin('/login', { headers: BROWSER });
    expect([old.status, old.headers.get('location')]).toEqual([303, '/sign-in?next=/admin/queues']);
    const odd = await fetchAdmin('/queues/a%26b=c%22', { headers: BROWSER });
    expect(odd.headers.get('location')).toBe('/sign-in?next=/admin/queues/a%2526b%3Dc%2522');
    for (const path of ['/queues', '/queues/api/queues', '/queues/static/favicon.ico']) {
      const answer = await fetchAdmin(path);
      expect(answer.status, path).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    const stale = await fetchAdmin('/queues', { headers: { ...BROWSER, cookie: 'sluice_session=old' } });
    expect([stale.status, cookieOf(stale).split(';')[0]]).toEqual([303, 'sluice_session=']);
  });

  it.each(['viewer', 'member'] as const)('denies access to a %s', async (role) => {
    const token = await signToken('ops', role);
    const ways: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { cookie: `sluice_session=${token}`, ...BROWSER },
    ];
    for (const headers of ways) {
      for (const path of ['/queues', '/queues/api/queues']) {
        const answer = await fetchAdmin(path, { headers });
        expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'FORBIDDEN']);
      }
    }
  });

  it('shows every queue', async () => {
    for (const headers of [
      { cookie: await sessionOf('operator') },
      { authorization: `Bearer ${await signToken('ops', 'operator')}` },
    ] as Record<string, string>[]) {
      const answer = await fetchAdmin('/queues/api/queues', { headers });
      const { queues } = (await answer.json()) as { queues: { name: string }[] };
      expect(queues.map(({ name }) => name).sort()).toEqual([...queueNames].sort());
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-request-id')).toBeTruthy();
    }
  });

  it('serves its page and files itself, with a content security policy to match', async () => {
    const cookie = await sessionOf('operator');
    const page = await fetchAdmin('/queues', { headers: { ...BROWSER, cookie } });
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(directive);
    }
    const html = await page.text();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const files = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const answer = await fetchAdmin(`/queues/${file}`, { headers: { cookie } });
      expect(answer.status, file).toBe(200);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
    for (const file of ['..%2f..%2fpackage.json', '../../package.json', '%2e%2e/%2e%2e/package.json']) {
      expect((await fetchAdmin(`/queues/static/${file}`, { headers: { cookie } })).status, file).not.toBe(200);
    }
  });

  it('retries what a failed job was for, with its row, and logs who did it', async () => {
    const { db, queues } = suite.stack;
    const accountId = 'board';
    const failed = { status: 'failed', error_code: 'STORAGE_UNAVAILABLE', error_message: 'S3 was unreachable' };
    const analysis = await anAnalysis(suite.stack, { accountId, columns: failed });
    const run = await aRun(suite.stack, { accountId, columns: failed });
    const job = await anImport(suite.stack, { accountId, status: 'failed' });
    await queues.enqueue('analyze-file', { analysis_id: analysis }, { jobId: analysis, accountId: null });
    await queues.enqueue('reprocess-run', { run_id: run }, { jobId: run, accountId: null });
    await queues.enqueue('import-file', { job_id: job }, { jobId: job, accountId: null });
    const headers = { cookie: await sessionOf('operator'), origin: new URL(suite.api.url).origin };
    const work = [
      { queue: 'analyses', id: analysis, status: async () => (await analysisWork.get(db, analysis))?.status },
      { queue: 'artifact-uploads', id: run, status: async () => (await runWork.get(db, run))?.status },
      { queue: 'imports', id: job, status: async () => (await importWork.get(db, job))?.status },
    ] as const;
    for (const { queue, id, status } of work) {
      await failNext(queue, id);
      const path = `/queues/api/queues/${queue}/${id}/retry`;
      expect([queue, (await fetchAdmin(path, { method: 'PUT', headers })).status]).toEqual([queue, 204]);
      expect([queue, await status()]).toEqual([queue, queue === 'analyses' ? 'queued' : 'pending']);
      expect(await queues.queue(queue).getJobState(id)).toBe('prioritized');
      expect((await fetchAdmin(path, { method: 'PUT', headers })).status).toBe(409);
      await queues.queue(queue).remove(id);
      // What the operator did is recorded as the same action as over the API, with its origin.
      const events = await rows<Record<string, unknown>>(
        suite.stack,
        sql`select action, outcome, account_id, actor_account, operation from audit_events where resource_id = ${id}`,
      );
      expect(events).toEqual([
        {
          action: `${{ analyses: 'analysis', 'artifact-uploads': 'reprocess_run', imports: 'import' }[queue]}.retry`,
          ...{ outcome: 'done', account_id: accountId, actor_account: 'ops' },
          operation: 'PUT /admin/queues/api/queues/:queue/:job/retry',
        },
      ]);
    }
  });

  it('verifies an upload again if its verification did not finish, and says why others cannot be retried', async () => {
    const { db, queues, storage } = suite.stack;
    const bytes = Buffer.from('name\nverified later\n');
    const accountId = 'board';
    const upload = async (reason: string, hasObject = true) => {
      const docId = newId();
      const key = documentKey(storage.env, accountId, docId);
      if (hasObject) await storage.putStream(key, Readable.from([bytes]), { contentType: 'text/csv' });
      await db.execute(sql`insert into documents (doc_id, account_id, original_filename, content_type, s3_key, doc_hash_256,
        file_size_bytes, upload_status, failure_reason) values (${docId}, ${accountId}, 'a.csv', 'text/csv', ${key},
        ${hasObject ? sha256(bytes) : sha256(docId)}, ${bytes.length}, 'UPLOAD_FAILED', ${reason})`);
      await queues.enqueue('verify-document', { doc_id: docId }, { jobId: docId, accountId });
      await failNext('documents', docId);
      return docId;
    };
    const retry = async (docId: string) => {
      const headers = { cookie: await sessionOf('operator'), origin: new URL(suite.api.url).origin };
      return fetchAdmin(`/queues/api/queues/documents/${docId}/retry`, { method: 'PUT', headers });
    };
    const docId = await upload('STORAGE_UNAVAILABLE: S3 was unreachable');
    expect((await retry(docId)).status).toBe(204);
    expect(await queues.queue('documents').getJobState(docId)).toBe('prioritized');
    expect((await getDocumentById(db, docId))?.uploadStatus).toBe('UPLOAD_VERIFYING');
    const again = await retry(docId);
    expect([again.status, ((await again.json()) as { detail: string }).detail]).toEqual([
      ...[409, 'Only a failed upload can be verified again; this one is UPLOAD_VERIFYING.'],
    ]);
    await queues.queue('documents').remove(docId);
    await db.execute(sql`update documents set doc_hash_256 = null where doc_id = ${docId}`);
    for (const [reason, hasObject, text] of [
      ['UPLOAD_MISMATCH: The uploaded document has 7 bytes.', true, /has 7 bytes.*send the document again/],
      ['JOB_STALLED: Its workers died.', false, /not been uploaded yet.*send the document again/],
    ] as const) {
      const answer = await retry(await upload(reason, hasObject));
      const { code, detail } = (await answer.json()) as Record<string, string>;
      expect([answer.status, code, detail]).toEqual([409, 'INVALID_STATE', expect.stringMatching(text)]);
      await db.execute(sql`update documents set doc_hash_256 = null where account_id = ${accountId}`);
    }
  });

  it('refuses a retry that would fail again with the same file, and says why', async () => {
    const { queues } = suite.stack;
    const columns = { status: 'failed', error_code: 'FILE_CORRUPT', error_message: 'The archive is damaged.' };
    const analysis = await anAnalysis(suite.stack, { accountId: 'board', columns });
    const job = await anImport(suite.stack, { accountId: 'board', counters: columns, status: 'failed' });
    await queues.enqueue('analyze-file', { analysis_id: analysis }, { jobId: analysis, accountId: 'board' });
    await queues.enqueue('import-file', { job_id: job }, { jobId: job, accountId: 'board' });
    const headers = { cookie: await sessionOf('operator'), origin: new URL(suite.api.url).origin };
    for (const [queue, id, noun] of [
      ['analyses', analysis, 'analysis'],
      ['imports', job, 'import'],
    ] as const) {
      await failNext(queue, id);
      const answer = await fetchAdmin(`/queues/api/queues/${queue}/${id}/retry`, { method: 'PUT', headers });
      expect([answer.status, await answer.json()]).toMatchObject([
        409,
        { detail: expect.stringContaining(`The ${noun} failed because of its file or its options (FILE_CORRUPT)`) },
      ]);
      await queues.queue(queue).remove(id);
    }
    const over = await call(suite, `POST /api/v1/analyses/${analysis}/retry`, { account: 'board' });
    expect([over.status, over.json.code]).toEqual([409, 'INVALID_STATE']);
  });

  it('refuses every other change on the board', async () => {
    const headers = { cookie: await sessionOf('operator'), origin: new URL(suite.api.url).origin };
    const changes = [
      'PUT /queues/api/queues/pause',
      'PUT /queues/api/queues/imports/pause',
      'PUT /queues/api/queues/imports/retry/failed',
      'PUT /queues/api/queues/imports/empty',
      'PUT /queues/api/queues/imports/obliterate',
      'PUT /queues/api/queues/imports/x/clean',
      'PUT /queues/api/queues/imports/x/promote',
      'POST /queues/api/queues/imports/add',
      'PATCH /queues/api/queues/imports/x/update-data',
      'DELETE /queues/api/queues/imports/x',
    ];
    for (const change of changes) {
      const [method = '', path = ''] = change.split(' ');
      const answer = await fetchAdmin(path, { method, headers });
      expect([change, answer.status]).toEqual([change, 403]);
    }
    expect(await suite.stack.queues.queue('imports').isPaused()).toBe(false);
  });

  it('retries a failed job for operators, but not for requests from other sites', async () => {
    const { queues, redisUrl, redisPrefix: prefix } = suite.stack;
    const id = await aDownload(suite.stack, { accountId: 'board', status: 'upload_failed' });
    await queues.enqueue('upload-artifact', { download_id: id }, { jobId: id, accountId: null });
    const worker = new Worker('artifact-uploads', null, { connection: { url: redisUrl }, prefix });
    const job = await worker.getNextJob('token');
    await job?.moveToFailed(new UnrecoverableError('unreachable'), 'token', false);
    await worker.close();
    const cookie = await sessionOf('operator');
    const retry = (headers: Record<string, string>) =>
      fetchAdmin(`/queues/api/queues/artifact-uploads/${id}/retry`, {
        method: 'PUT',
        headers: { cookie, ...headers },
      });
    const strangers: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'nonsense' },
      { 'sec-fetch-site': 'cross-site', origin: suite.api.url },
      // Not a bearer token, so the request does not count as a program's.
      { authorization: 'Basic eDp5', origin: 'https://evil.example' },
    ];
    for (const headers of strangers) expect((await retry(headers)).status).toBe(403);
    expect(await queues.queue('artifact-uploads').getJobState(id)).toBe('failed');
    expect((await retry({ origin: new URL(suite.api.url).origin })).status).toBe(204);
    expect(await queues.queue('artifact-uploads').getJobState(id)).toBe('prioritized');
    const again = await retry({ origin: new URL(suite.api.url).origin });
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'INVALID_STATE' }]);
  });
});
