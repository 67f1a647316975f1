import { sql } from 'drizzle-orm';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { JWT_SECRET, launchApi, signToken, startApi, useSuite } from '../harness/index.ts';
import { anImport, rows } from '../harness/rows.ts';
import { EventReader } from './event-reader.ts';

const suite = useSuite({ api: { DEV_SIGN_IN: 'true' } });

/** Sends a request as a page of this server would. */
const send = (method: string, path: string, { body, headers = {}, url = suite.api.url }: Sent = {}) =>
  fetch(`${url}/api/v1${path}`, {
    method,
    headers: { origin: new URL(url).origin, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
interface Sent {
  readonly body?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly url?: string;
}
const setCookie = (answer: Response): string => answer.headers.get('set-cookie') ?? '';
const cookieOf = (answer: Response): string => setCookie(answer).split(';')[0] ?? '';
const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code?: string }).code;

describe('signing in with a token', () => {
  it('stores it in a cookie that scripts and other sites cannot read, and returns the identity', async () => {
    const answer = await send('POST', '/session', { body: { token: ` ${await signToken('acme', 'viewer')}\n` } });
    expect(answer.status).toBe(200);
    expect(setCookie(answer)).toMatch(/; Max-Age=3(?:600|59\d); Path=\/; HttpOnly; SameSite=Strict$/);
    const session = { account_id: 'acme', subject: 'viewer@acme', role: 'viewer', expires_at: expect.any(String) };
    expect(await answer.json()).toEqual(session);
    const known = await send('GET', '/session', { headers: { cookie: cookieOf(answer) } });
    expect([known.status, await known.json(), known.headers.get('cache-control')]).toEqual([200, session, 'no-store']);
    const headers = { 'x-forwarded-proto': 'https' };
    const tls = await send('POST', '/session', { body: { token: await signToken('acme') }, headers });
    expect(setCookie(tls)).toMatch(/; Secure/);
  });

  it('expires together with the token', async () => {
    const token = await new SignJWT({ account_id: 'acme', role: 'viewer' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ann')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(JWT_SECRET));
    const maxAge = Number(/Max-Age=(\d+)/.exec(setCookie(await send('POST', '/session', { body: { token } })))?.[1]);
    expect(maxAge).toBeGreaterThan(200);
    expect(maxAge).toBeLessThanOrEqual(300);
  });

  it.each(['nonsense', '"><script>alert(1)</script>'])('refuses the token %j without repeating it', async (token) => {
    const answer = await send('POST', '/session', { body: { token } });
    expect([answer.status, setCookie(answer)]).toEqual([401, '']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const text = await answer.text();
    expect(text).toContain('UNAUTHENTICATED');
    expect(text).not.toContain(token);
  });

  it('refuses other bodies', async () => {
    for (const body of [{}, { token: '' }, { token: 1 }, { token: 'x', more: 1 }]) {
      expect((await send('POST', '/session', { body })).status).toBe(422);
    }
    const form = await send('POST', '/session', { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(form.status).toBe(415);
  });

  it('only works for pages of this server', async () => {
    const token = await signToken('acme');
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of strangers) {
      for (const path of ['/session', '/session/development']) {
        const answer = await send('POST', path, { body: { token }, headers });
        expect([answer.status, await codeOf(answer), setCookie(answer)]).toEqual([403, 'FORBIDDEN', '']);
      }
      expect((await send('DELETE', '/session', { headers })).status).toBe(403);
    }
  });

  it('does not log the token', async () => {
    const token = await signToken('acme', 'operator');
    await send('POST', '/session', { body: { token } });
    expect(JSON.stringify(suite.api.lines)).not.toContain(token.split('.')[2]);
    expect(suite.api.lines.some(({ msg }) => msg === 'signed in')).toBe(true);
  });
});

describe('a session', () => {
  it('grants the same access as the token, including event streams', async () => {
    const cookie = `sluice_session=${await signToken('acme', 'viewer')}`;
    const id = await anImport(suite.stack, { accountId: 'acme' });
    expect((await send('GET', `/assets/bulk/${id}`, { headers: { cookie } })).status).toBe(200);
    expect((await send('POST', `/assets/bulk/${id}/cancel`, { headers: { cookie } })).status).toBe(403);
    const stream = new EventReader(await send('GET', `/assets/bulk/${id}/events`, { headers: { cookie } }));
    expect(await stream.next()).toMatchObject({ event: 'progress', data: { job_id: id } });
    await stream.close();
  });

  it('refuses changes requested by another site', async () => {
    const cookie = `sluice_session=${await signToken('acme')}`;
    const id = await anImport(suite.stack, { accountId: 'acme' });
    const evil = { cookie, origin: 'https://evil.example' };
    expect((await send('POST', `/assets/bulk/${id}/cancel`, { headers: evil })).status).toBe(403);
    expect((await send('POST', `/assets/bulk/${id}/cancel`, { headers: { cookie } })).status).toBe(202);
  });

  it('ends on sign-out', async () => {
    const out = await send('DELETE', '/session', { headers: { cookie: `sluice_session=${await signToken('acme')}` } });
    expect([out.status, setCookie(out)]).toEqual([
      204,
      expect.stringMatching(/^sluice_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const anonymous = await send('GET', '/session');
    expect([anonymous.status, await codeOf(anonymous)]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await send('DELETE', '/session')).status).toBe(204);
  });
});

describe('the development sign-in', () => {
  it('when enabled, allows signing in as any account', async () => {
    expect(await (await send('GET', '/session/options')).json()).toEqual({ development: true });
    const answer = await send('POST', '/session/development', { body: { account_id: 'dev', role: 'operator' } });
    const session = { account_id: 'dev', subject: 'operator@dev', role: 'operator', expires_at: expect.any(String) };
    expect([answer.status, await answer.json()]).toEqual([200, session]);
    const [event] = await rows<Record<string, unknown>>(
      suite.stack,
      sql`select * from audit_events where actor_subject = 'operator@dev'`,
    );
    expect(event).toMatchObject({ action: 'session.create', outcome: 'done', state_after: { development: true } });
    const cookie = cookieOf(answer);
    const board = await fetch(`${suite.api.url}/admin/queues/api/queues`, { headers: { cookie } });
    expect(board.status).toBe(200);
    for (const body of [{ account_id: 'a b', role: 'viewer' }, { account_id: 'a', role: 'king' }, { role: 'viewer' }]) {
      expect((await send('POST', '/session/development', { body })).status).toBe(422);
    }
  });

  it('refuses foreign host names that resolve here', async () => {
    const port = new URL(suite.api.url).port;
    const raw = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        host: `evil.example:${port}`,
        origin: `http://evil.example:${port}`,
        'content-type': 'application/json',
      };
      raw
        .request(`${suite.api.url}/api/v1/session/development`, { method: 'POST', headers }, (answer) => {
          resolve(answer.statusCode);
          answer.resume();
        })
        .on('error', reject)
        .end(JSON.stringify({ account_id: 'dev', role: 'operator' }));
    });
    expect(status).toBe(403);
  });

  it('refuses requests that a proxy on this machine passed on, whatever Host says', async () => {
    const body = { account_id: 'dev', role: 'operator' };
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
      { via: '1.1 proxy' },
      { 'x-real-ip': '203.0.113.7' },
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'sluice.example.com' },
    ]) {
      const answer = await send('POST', '/session/development', { body, headers });
      expect([headers, answer.status, setCookie(answer)]).toEqual([headers, 403, '']);
      const options = await send('GET', '/session/options', { headers });
      expect(await options.json()).toEqual({ development: false });
    }
  });

  it('never signs in as *, which stands for every account', async () => {
    const answer = await send('POST', '/session/development', { body: { account_id: '*', role: 'operator' } });
    expect([answer.status, setCookie(answer)]).toEqual([422, '']);
  });

  it('keeps the API from starting where other machines reach it', async () => {
    const open = launchApi({ ...suite.stack, env: { DEV_SIGN_IN: 'true', API_HOST: '0.0.0.0' } });
    expect((await open.exited).code).toBe(1);
    expect(open.lines).toContainEqual(
      expect.objectContaining({ code: 'CONFIG_INVALID', msg: expect.stringContaining('API_HOST=127.0.0.1') }),
    );
  });

  it('is disabled by default, and always in production', async () => {
    const api = await startApi(suite.stack);
    expect(await (await send('GET', '/session/options', { url: api.url })).json()).toEqual({ development: false });
    const body = { account_id: 'dev', role: 'viewer' };
    expect((await send('POST', '/session/development', { url: api.url, body })).status).toBe(404);
    await api.stop();
    const production = launchApi({ ...suite.stack, env: { DEV_SIGN_IN: 'true', NODE_ENV: 'production' } });
    expect((await production.exited).code).toBe(1);
    expect(production.lines).toContainEqual(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
