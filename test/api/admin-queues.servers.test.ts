import { newId } from '@sluice/core';
import { queueNames } from '@sluice/jobs';
import { UnrecoverableError, Worker } from 'bullmq';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { JWT_SECRET, signToken } from '../harness/index.ts';
import { useApi } from './support.ts';

const suite = useApi();
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

const fetchAdmin = (path: string, init: RequestInit = {}) =>
  fetch(`${suite.api.url}/admin${path}`, { redirect: 'manual', ...init });

/** As a browser sends a form of a page of this server. */
const submit = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetchAdmin(path, {
    method: 'POST',
    headers: { ...BROWSER, origin: new URL(suite.api.url).origin, ...headers },
    body: new URLSearchParams(fields),
  });

const cookieOf = (answer: Response): string => answer.headers.get('set-cookie') ?? '';
const logIn = async (): Promise<string> => {
  const answer = await submit('/login', { token: await signToken('ops', 'operator') });
  return cookieOf(answer).split(';')[0] ?? '';
};

describe('/admin/login', () => {
  it('keeps the token of an operator out of reach of scripts and of other sites', async () => {
    const answer = await submit('/login', { token: ` ${await signToken('ops', 'operator')}\n` });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/queues']);
    expect(cookieOf(answer)).toMatch(/; Max-Age=3(?:600|59\d); Path=\/admin; HttpOnly; SameSite=Strict$/);
    const behindTls = await submit(
      '/login',
      { token: await signToken('ops', 'operator') },
      { 'x-forwarded-proto': 'https' },
    );
    expect(cookieOf(behindTls)).toMatch(/; Secure/);
  });

  it('keeps it no longer than it is good for', async () => {
    const token = await new SignJWT({ account_id: 'ops', role: 'operator' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ops')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(JWT_SECRET));
    const maxAge = Number(/Max-Age=(\d+)/.exec(cookieOf(await submit('/login', { token })))?.[1]);
    expect(maxAge).toBeGreaterThan(200);
    expect(maxAge).toBeLessThanOrEqual(300);
  });

  it.each(['viewer', 'member'] as const)('refuses a %s', async (role) => {
    const answer = await submit('/login', { token: await signToken('ops', role) });
    expect([answer.status, cookieOf(answer)]).toEqual([403, '']);
    expect(await answer.text()).toContain(`the token says ${role}`);
  });

  it.each(['', 'nonsense', '"><script>alert(1)</script>'])(
    'refuses the token %j, and shows it to nobody',
    async (token) => {
      const answer = await submit('/login', { token });
      expect([answer.status, cookieOf(answer)]).toEqual([401, '']);
      const page = await answer.text();
      expect(page).not.toContain('script>');
      expect(page).toContain('role="alert"');
    },
  );

  it('takes no form of another site', async () => {
    const token = await signToken('ops', 'operator');
    const evil: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of evil) {
      const answer = await submit('/login', { token }, headers);
      expect([answer.status, cookieOf(answer)]).toEqual([403, '']);
    }
    const proxied = await submit(
      '/login',
      { token },
      { origin: 'https://public.example', 'sec-fetch-site': 'same-origin' },
    );
    expect(proxied.status).toBe(303);
  });

  it('is a page that loads nothing and that no other site may frame', async () => {
    const answer = await fetchAdmin('/login', { headers: BROWSER });
    const page = await answer.text();
    expect(page).not.toMatch(/https?:|<script|src=/);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain('unsafe');
    // With `no-referrer`, browsers would send `Origin: null` with the form.
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('offers the way out to whoever is in', async () => {
    const cookie = await logIn();
    const page = await (await fetchAdmin('/login', { headers: { ...BROWSER, cookie } })).text();
    expect(page).toContain('operator@ops');
    expect(page).toContain('/admin/logout');
    const out = await submit('/logout', {}, { cookie });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/admin/login']);
    expect(cookieOf(out)).toMatch(/^sluice_operator=; Max-Age=0; Path=\/admin/);
    expect((await submit('/logout', {}, { cookie, origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('/admin/queues', () => {
  it('sends a browser to the login, and tells a program what is missing', async () => {
    for (const path of ['/queues', '/queues/', '/queues/queue/imports']) {
      const page = await fetchAdmin(path, { headers: BROWSER });
      expect([page.status, page.headers.get('location')], path).toEqual([303, '/admin/login']);
    }
    for (const path of ['/queues', '/queues/api/queues', '/queues/static/favicon.ico']) {
      const answer = await fetchAdmin(path);
      expect(answer.status, path).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    const stale = await fetchAdmin('/queues', { headers: { ...BROWSER, cookie: 'sluice_operator=old' } });
    expect([stale.status, cookieOf(stale).split(';')[0]]).toEqual([303, 'sluice_operator=']);
  });

  it.each(['viewer', 'member'] as const)('is closed to a %s', async (role) => {
    const token = await signToken('ops', role);
    const ways: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { cookie: `sluice_operator=${token}`, ...BROWSER },
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
      { cookie: await logIn() },
      { authorization: `Bearer ${await signToken('ops', 'operator')}` },
    ] as Record<string, string>[]) {
      const answer = await fetchAdmin('/queues/api/queues', { headers });
      const { queues } = (await answer.json()) as { queues: { name: string }[] };
      expect(queues.map(({ name }) => name).sort()).toEqual([...queueNames].sort());
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-request-id')).toBeTruthy();
    }
  });

  it('serves its page and all its files itself, under a policy that says so', async () => {
    const cookie = await logIn();
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
    const files = [...(await page.text()).matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file);
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

  it('runs a failed job again, for the operator and for no other site', async () => {
    const { queues, redisUrl, redisPrefix: prefix } = suite.stack;
    const id = newId();
    await queues.enqueue('upload-artifact', { download_id: id }, { jobId: id });
    const worker = new Worker('artifact-uploads', null, { connection: { url: redisUrl }, prefix });
    const job = await worker.getNextJob('token');
    await job?.moveToFailed(new UnrecoverableError('away'), 'token', false);
    await worker.close();
    const cookie = await logIn();
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
      // No token of ours, so it does not stand for a program.
      { authorization: 'Basic eDp5', origin: 'https://evil.example' },
    ];
    for (const headers of strangers) expect((await retry(headers)).status).toBe(403);
    expect(await queues.queue('artifact-uploads').getJobState(id)).toBe('failed');
    expect((await retry({ origin: new URL(suite.api.url).origin })).status).toBe(204);
    expect(await queues.queue('artifact-uploads').getJobState(id)).toBe('waiting');
  });

  it('writes no token into its log', async () => {
    const token = await signToken('ops', 'operator');
    await submit('/login', { token });
    expect(JSON.stringify(suite.api.lines)).not.toContain(token.split('.')[2]);
    expect(suite.api.lines.some(({ msg }) => msg === 'an operator has logged in')).toBe(true);
  });
});
