import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevelopmentToken } from './development-token.ts';
import { createTokenVerifier } from './verify-token.ts';

const secret = 'a-shared-secret-of-more-than-32-bytes';
const key = (text: string) => new TextEncoder().encode(text);
const claims = { account_id: 'acme', role: 'member' };
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;

const jwt = (payload: Record<string, unknown>, alg = 'HS256') =>
  new SignJWT({ sub: 'ann', exp: inAnHour(), ...payload }).setProtectedHeader({ alg });
const hs256 = (payload: Record<string, unknown>, withSecret = secret) => jwt(payload).sign(key(withSecret));
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('with a shared secret', () => {
  const verify = createTokenVerifier({ JWT_SECRET: secret });

  it('returns the account, subject and role of the token', async () => {
    expect(await verify(await hs256(claims))).toMatchObject({ accountId: 'acme', subject: 'ann', role: 'member' });
  });

  it.each<[string, () => string | Promise<string>]>([
    ['another secret', () => hs256(claims, 'another-secret-of-more-than-32-bytes!')],
    ['an expired token', () => hs256({ ...claims, exp: inAnHour() - 7_200 })],
    ['no exp', () => new SignJWT({ ...claims, sub: 'ann' }).setProtectedHeader({ alg: 'HS256' }).sign(key(secret))],
    ['nbf in the future', () => hs256({ ...claims, nbf: inAnHour() })],
    ['alg none', () => new UnsecuredJWT({ ...claims, sub: 'ann', exp: inAnHour() }).encode()],
    ['alg None by hand', () => `${base64({ alg: 'None' })}.${base64({ ...claims, sub: 'a', exp: inAnHour() })}.`],
    ['HS512 with the right secret', () => jwt(claims, 'HS512').sign(key(secret.padEnd(64, '.')))],
    ['RS256', async () => jwt(claims, 'RS256').sign((await generateKeyPair('RS256')).privateKey)],
    [
      'a changed payload',
      async () => (await hs256(claims)).replace(/\.[^.]+\./, `.${base64({ ...claims, account_id: 'b' })}.`),
    ],
    ['no signature', async () => (await hs256(claims)).replace(/\.[^.]+$/, '.')],
    ['two parts', () => 'a.b'],
    ['nothing', () => ''],
    [
      'an unknown critical header',
      async () => {
        const head = base64({ alg: 'HS256', crit: ['x'], x: 1 });
        const body = base64({ ...claims, sub: 'ann', exp: inAnHour() });
        return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`;
      },
    ],
    ['no account', () => hs256({ role: 'member' })],
    ['an empty account', () => hs256({ ...claims, account_id: '' })],
    ['an account of 65 characters', () => hs256({ ...claims, account_id: 'a'.repeat(65) })],
    ['the account *, which stands for every account', () => hs256({ ...claims, account_id: '*' })],
    ['an account with a space', () => hs256({ ...claims, account_id: 'a b' })],
    ['an account with an umlaut', () => hs256({ ...claims, account_id: 'äcme' })],
    ['an account that is a number', () => hs256({ ...claims, account_id: 7 })],
    ['an unknown role', () => hs256({ ...claims, role: 'admin' })],
    ['no subject', () => hs256({ ...claims, sub: '' })],
  ])('refuses %s', async (_what, token) => {
    await expect(verify(await token())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('accepts an account of 64 printable characters', async () => {
    const account = '!~'.repeat(32);
    expect(await verify(await hs256({ ...claims, account_id: account }))).toMatchObject({ accountId: account });
  });

  it('accepts tokens of the previous secret, but only while it is configured', async () => {
    const previous = 'the-secret-before-it-of-over-32-bytes';
    const rotating = createTokenVerifier({ JWT_SECRET: secret, JWT_SECRET_PREVIOUS: previous });
    for (const signedWith of [secret, previous]) {
      expect(await rotating(await hs256(claims, signedWith))).toMatchObject({ accountId: 'acme' });
    }
    const refused = { code: 'UNAUTHENTICATED' };
    await expect(verify(await hs256(claims, previous))).rejects.toMatchObject(refused);
    await expect(rotating(await hs256({ ...claims, exp: 1 }, previous))).rejects.toMatchObject(refused);
    await expect(rotating(await hs256(claims, 'a-third-secret-of-more-than-32-bytes'))).rejects.toMatchObject(refused);
  });

  it('limits the age of a token, whatever its exp says', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const young = createTokenVerifier({ JWT_SECRET: secret, JWT_MAX_AGE_SECONDS: 600 });
    const { expiresAt } = await young(await hs256({ ...claims, iat: now - 500 }));
    expect(expiresAt).toEqual(new Date((now + 100) * 1_000));
    for (const iat of [undefined, now - 700, now + 700]) {
      await expect(young(await hs256({ ...claims, ...(iat ? { iat } : {}) }))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    }
  });

  it('reads the claims that are configured, by name or by path', async () => {
    const named = createTokenVerifier({
      JWT_SECRET: secret,
      JWT_CLAIM_ACCOUNT: 'https://example.com/account',
      JWT_CLAIM_SUBJECT: 'email',
      JWT_CLAIM_ROLE: 'resource_access.sluice.role',
    });
    const payload = {
      'https://example.com/account': 'acme',
      email: 'ann@example.com',
      resource_access: { sluice: { role: 'viewer' } },
    };
    expect(await named(await hs256(payload))).toMatchObject({
      accountId: 'acme',
      subject: 'ann@example.com',
      role: 'viewer',
    });
    // The default claims no longer count, nor do properties of the objects themselves.
    await expect(named(await hs256(claims))).rejects.toThrow(
      'missing or invalid claims: https://example.com/account, email, resource_access.sluice.role',
    );
    const inherited = createTokenVerifier({ JWT_SECRET: secret, JWT_CLAIM_ROLE: 'constructor.name' });
    await expect(inherited(await hs256(claims))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('accepts the tokens that development sign-in and the command line issue for the same settings', async () => {
    const config = { JWT_SECRET: secret, JWT_CLAIM_ACCOUNT: 'tenant', JWT_CLAIM_SUBJECT: 'email', JWT_CLAIM_ROLE: 'r' };
    const who = { accountId: 'acme', role: 'viewer' } as const;
    const own = createDevelopmentToken({
      ...config,
      DEV_SIGN_IN: true,
      JWT_ISSUER: undefined,
      JWT_AUDIENCE: undefined,
    });
    expect(await createTokenVerifier(config)((await own?.(who)) ?? '')).toMatchObject(who);
  });

  it('requires the issuer and audience if they are configured', async () => {
    const strict = createTokenVerifier({ JWT_SECRET: secret, JWT_ISSUER: 'https://id', JWT_AUDIENCE: 'sluice' });
    expect(await strict(await hs256({ ...claims, iss: 'https://id', aud: ['x', 'sluice'] }))).toBeDefined();
    for (const wrong of [{}, { iss: 'https://id' }, { iss: 'https://evil', aud: 'sluice' }]) {
      await expect(strict(await hs256({ ...claims, ...wrong }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });
});

describe('with an identity provider', () => {
  let provider: Server;
  let url: string;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' }] });
    provider = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(jwks);
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => provider.close());

  it('accepts a token that the provider signed', async () => {
    const verify = createTokenVerifier({ JWT_JWKS_URL: url });
    const token = await jwt(claims, 'RS256').sign(keys.privateKey);
    expect(await verify(token)).toMatchObject({ accountId: 'acme' });
  });

  it('refuses HS256 signed with its public key, alg none and a foreign key', async () => {
    const verify = createTokenVerifier({ JWT_JWKS_URL: url });
    const pem = await exportSPKI(keys.publicKey);
    const foreign = await generateKeyPair('RS256');
    const tokens = [
      await hs256(claims, pem),
      new UnsecuredJWT({ ...claims, sub: 'ann', exp: inAnHour() }).encode(),
      await jwt(claims, 'RS256').sign(foreign.privateKey),
      await jwt(claims, 'ES256').sign((await generateKeyPair('ES256')).privateKey),
    ];
    for (const token of tokens) await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('distinguishes an unreachable provider from a bad token', async () => {
    const verify = createTokenVerifier({ JWT_JWKS_URL: 'http://127.0.0.1:9/jwks.json' });
    const token = await jwt(claims, 'RS256').sign(keys.privateKey);
    await expect(verify(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE', retryable: true });
  });
});
