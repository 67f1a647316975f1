import { AppError, isAppError } from '@sluice/core';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Role } from '../auth/verify-token.ts';
import type { AppEnv } from '../context.ts';
import { authenticate, requireRole } from './authenticate.ts';

const app = (role: Role, needed: Role) =>
  new Hono<AppEnv>()
    .use(
      authenticate({
        verifyToken: async (token) => {
          if (token === 'down') throw new AppError('IDENTITY_UNAVAILABLE', 'down');
          if (token !== 'good') throw new AppError('UNAUTHENTICATED', 'bad');
          return { accountId: 'acme', subject: 'ann', role, expiresAt: new Date() };
        },
      }),
    )
    .all('/', requireRole(needed), (c) => c.text(c.get('principal').accountId))
    .onError((error, c) => c.text(isAppError(error) ? error.code : 'INTERNAL', 400));

const ask = async (authorization?: string, role: Role = 'member', needed: Role = 'viewer') => {
  const response = await app(role, needed).request('/', authorization ? { headers: { authorization } } : {});
  return { text: await response.text(), challenge: response.headers.get('www-authenticate') };
};

describe('authenticate', () => {
  it('accepts a bearer token, whatever the case of the scheme', async () => {
    expect(await ask('Bearer good')).toEqual({ text: 'acme', challenge: null });
    expect(await ask('bearer good')).toEqual({ text: 'acme', challenge: null });
  });

  it.each([
    [undefined, 'Bearer realm="sluice"'],
    ['Basic YTpi', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer a b', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer bad', 'Bearer realm="sluice", error="invalid_token"'],
  ])('challenges the Authorization header %j', async (header, challenge) => {
    expect(await ask(header)).toEqual({ text: 'UNAUTHENTICATED', challenge });
  });

  it('reports an unreachable provider instead of blaming the token', async () => {
    expect(await ask('Bearer down')).toEqual({ text: 'IDENTITY_UNAVAILABLE', challenge: null });
  });
});

describe('the session cookie', () => {
  const send = async (method: string, headers: Record<string, string>) => {
    const response = await app('member', 'viewer').request('http://sluice.test/', { method, headers });
    return { text: await response.text(), cookie: response.headers.get('set-cookie') };
  };
  const cookie = 'theme=dark; sluice_session=good';

  it('is accepted instead of a header', async () => {
    expect(await send('GET', { cookie })).toEqual({ text: 'acme', cookie: null });
    expect(await send('GET', { cookie: 'theme=dark' })).toEqual({ text: 'UNAUTHENTICATED', cookie: null });
  });

  it('is ignored if there is an Authorization header', async () => {
    expect((await send('GET', { cookie, authorization: 'Bearer bad' })).text).toBe('UNAUTHENTICATED');
    expect((await send('GET', { cookie, authorization: 'Basic YTpi' })).text).toBe('UNAUTHENTICATED');
  });

  it('is deleted when it is no longer accepted, and kept while the provider is unreachable', async () => {
    expect((await send('GET', { cookie: 'sluice_session=old' })).cookie).toMatch(
      /^sluice_session=; Max-Age=0; Path=\//,
    );
    expect((await send('GET', { cookie: 'sluice_session=down' })).cookie).toBeNull();
  });

  it.each<[string, Record<string, string>, string]>([
    ['no page at all', {}, 'FORBIDDEN'],
    ['another site', { origin: 'https://evil.example' }, 'FORBIDDEN'],
    ['a sandboxed page', { origin: 'null' }, 'FORBIDDEN'],
    ['a sibling of this site', { 'sec-fetch-site': 'same-site', origin: 'http://sluice.test' }, 'FORBIDDEN'],
    ['this site', { origin: 'http://sluice.test', host: 'sluice.test' }, 'acme'],
    ['this site behind a proxy', { 'sec-fetch-site': 'same-origin', origin: 'https://public.example' }, 'acme'],
  ])('allows changes only to pages of this server (request from %s)', async (_who, headers, expected) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await send(method, { cookie, ...headers })).text).toBe(expected);
      expect((await send(method, { authorization: 'Bearer good', ...headers })).text).toBe('acme');
    }
  });
});

describe('requireRole', () => {
  const roles: Role[] = ['viewer', 'member', 'operator'];
  it.each(roles.flatMap((role) => roles.map((needed) => [role, needed] as const)))(
    'decides whether a %s may use a route that requires the role %s',
    async (role, needed) => {
      const allowed = roles.indexOf(role) >= roles.indexOf(needed);
      expect((await ask('Bearer good', role, needed)).text).toBe(allowed ? 'acme' : 'FORBIDDEN');
    },
  );
});
