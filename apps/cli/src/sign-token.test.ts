import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { signToken } from './sign-token.ts';

const JWT_SECRET = 's'.repeat(32);

describe('signToken', () => {
  it('signs account, role and subject with HS256', async () => {
    const token = await signToken({ JWT_SECRET }, { account: 'a1', role: 'viewer', expires: '2h' });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { payload } = await jwtVerify(token, new TextEncoder().encode(JWT_SECRET));
    expect(payload).toMatchObject({ account_id: 'a1', role: 'viewer', sub: 'viewer@a1' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(7_200);
  });

  it('names the issuer and audience that the installation expects', async () => {
    const env = { JWT_SECRET, JWT_ISSUER: 'sluice', JWT_AUDIENCE: 'api' };
    const token = await signToken(env, { account: 'a1', role: 'member', expires: '30m' });
    await jwtVerify(token, new TextEncoder().encode(JWT_SECRET), { issuer: 'sluice', audience: 'api' });
  });

  it.each([
    [{ JWT_SECRET }, '5y', '--expires 5y'],
    [{}, '1h', 'JWT_SECRET is not set'],
    [{ JWT_SECRET, JWT_JWKS_URL: 'https://id.example/keys' }, '1h', 'JWT_JWKS_URL is set'],
  ])('refuses what cannot make a valid token: %j, %s', async (env, expires, message) => {
    const made = async () => signToken(env, { account: 'a1', role: 'member', expires });
    await expect(made()).rejects.toMatchObject({
      message: expect.stringContaining(message),
      exitCode: exitCodes.usage,
    });
  });
});
