import { newId } from '@sluice/core';
import { queueNames } from '@sluice/jobs';
import { UnrecoverableError, Worker } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { type Role, signToken, useSuite } from '../harness/index.ts';

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

  it('retries a failed job for operators, but not for requests from other sites', async () => {
    const { queues, redisUrl, redisPrefix: prefix } = suite.stack;
    const id = newId();
    await queues.enqueue('upload-artifact', { download_id: id }, { jobId: id });
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
    expect(await queues.queue('artifact-uploads').getJobState(id)).toBe('waiting');
  });
});
