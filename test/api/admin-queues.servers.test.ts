import { analysisWork } from '@sluice/db/analyses';
import { importWork } from '@sluice/db/imports';
import { runWork } from '@sluice/db/reprocess-runs';
import { queueNames } from '@sluice/jobs';
import { UnrecoverableError, Worker } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { type Role, signToken, useSuite } from '../harness/index.ts';
import { aDownload, anAnalysis, anImport, aRun } from '../harness/rows.ts';

const suite = useSuite();
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

const fetchAdmin = (path: string, init: RequestInit = {}) =>
  fetch(`${suite.api.url}/admin${path}`, { redirect: 'manual', ...init });

const cookieOf = (answer: Response): string => answer.headers.get('set-cookie') ?? '';
const sessionOf = async (role: Role): Promise<string> => `sluice_session=${await signToken('ops', role)}`;

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
    const { db, queues, redisUrl, redisPrefix: prefix } = suite.stack;
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
      const worker = new Worker(queue, null, { connection: { url: redisUrl }, prefix });
      const taken = await worker.getNextJob('token');
      expect(taken?.id).toBe(id);
      await taken?.moveToFailed(new UnrecoverableError('unreachable'), 'token', false);
      await worker.close();
      const path = `/queues/api/queues/${queue}/${id}/retry`;
      expect([queue, (await fetchAdmin(path, { method: 'PUT', headers })).status]).toEqual([queue, 204]);
      expect([queue, await status()]).toEqual([queue, queue === 'analyses' ? 'queued' : 'pending']);
      expect(await queues.queue(queue).getJobState(id)).toBe('prioritized');
      expect((await fetchAdmin(path, { method: 'PUT', headers })).status).toBe(409);
      await queues.queue(queue).remove(id);
    }
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
