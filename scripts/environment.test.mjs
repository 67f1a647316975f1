// @ts-check
import { afterEach, expect, it, vi } from 'vitest';
import { appEnvironment } from './environment.mjs';

afterEach(() => void vi.unstubAllEnvs());

const signIn = () => appEnvironment({}).DEV_SIGN_IN;

it('turns development sign-in on only where the API starts with it', () => {
  for (const name of ['API_HOST', 'NODE_ENV', 'JWT_JWKS_URL', 'TRUST_PROXY', 'DEV_SIGN_IN'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('JWT_SECRET', 'x'.repeat(32));
  expect(signIn()).toBe('true');
  for (const [name, value] of [
    ['API_HOST', '0.0.0.0'],
    ['NODE_ENV', 'production'],
    ['JWT_JWKS_URL', 'https://idp.example.com/keys'],
    ['TRUST_PROXY', '1'],
  ]) {
    vi.stubEnv(String(name), value);
    expect([name, signIn()]).toEqual([name, undefined]);
    vi.stubEnv(String(name), undefined);
  }
  vi.stubEnv('TRUST_PROXY', '0');
  expect(signIn()).toBe('true');
});
