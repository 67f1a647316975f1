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
          if (token === 'away') throw new AppError('IDENTITY_UNAVAILABLE', 'away');
          if (token !== 'good') throw new AppError('UNAUTHENTICATED', 'bad');
          return { accountId: 'acme', subject: 'ann', role, expiresAt: new Date() };
        },
      }),
    )
    .get('/', requireRole(needed), (c) => c.text(c.var.principal.accountId))
    .onError((error, c) => c.text(isAppError(error) ? error.code : 'INTERNAL', 400));

const ask = async (authorization?: string, role: Role = 'member', needed: Role = 'viewer') => {
  const response = await app(role, needed).request('/', authorization ? { headers: { authorization } } : {});
  return { text: await response.text(), challenge: response.headers.get('www-authenticate') };
};

describe('authenticate', () => {
  it('takes a bearer token, however the scheme is written', async () => {
    expect(await ask('Bearer good')).toEqual({ text: 'acme', challenge: null });
    expect(await ask('bearer good')).toEqual({ text: 'acme', challenge: null });
  });

  it.each([
    [undefined, 'Bearer realm="sluice"'],
    ['Basic YTpi', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer a b', 'Bearer realm="sluice", error="invalid_token"'],
    ['Bearer bad', 'Bearer realm="sluice", error="invalid_token"'],
  ])('challenges %j', async (header, challenge) => {
    expect(await ask(header)).toEqual({ text: 'UNAUTHENTICATED', challenge });
  });

  it('does not blame the token for a provider that is away', async () => {
    expect(await ask('Bearer away')).toEqual({ text: 'IDENTITY_UNAVAILABLE', challenge: null });
  });
});

describe('requireRole', () => {
  const roles: Role[] = ['viewer', 'member', 'operator'];
  it.each(roles.flatMap((role) => roles.map((needed) => [role, needed] as const)))(
    '%s where %s is needed',
    async (role, needed) => {
      const allowed = roles.indexOf(role) >= roles.indexOf(needed);
      expect((await ask('Bearer good', role, needed)).text).toBe(allowed ? 'acme' : 'FORBIDDEN');
    },
  );
});
