// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT, statePaths } from './paths.mjs';
import { readOr } from './process.mjs';
import { writeOnce } from './write-once.mjs';

/** Reads `.env` of the checkout; existing variables take precedence. */
export function loadEnvFile() {
  const file = path.join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * JWT_SECRET from the environment, or a secret that is generated once for this checkout.
 * @param {string} [dir]
 */
export function jwtSecret(dir) {
  if (process.env.JWT_SECRET) return process.env.JWT_SECRET;
  const file = path.join(statePaths(dir).base, 'jwt-secret');
  if (!existsSync(file)) writeOnce(file, randomBytes(32).toString('hex'));
  return readOr(file, '');
}

/** Whether the API is reachable only from this machine and not through a proxy, which allows signing in without a token. */
function isLoopback() {
  const { API_HOST = '127.0.0.1', NODE_ENV, JWT_JWKS_URL, TRUST_PROXY } = process.env;
  const local = ['', '127.0.0.1', '::1', 'localhost'].includes(API_HOST);
  return local && NODE_ENV !== 'production' && !JWT_JWKS_URL && !Number(TRUST_PROXY);
}

/**
 * The environment for API and worker; variables set by the caller take precedence.
 * @param {Record<string, string>} services the environment from `ensureServices`
 * @returns {NodeJS.ProcessEnv}
 */
export const appEnvironment = (services) => ({
  NODE_ENV: 'development',
  STORAGE_ENV: 'dev',
  S3_CREATE_BUCKET: 'true',
  API_HOST: '127.0.0.1',
  SPOOL_DIR: path.join(statePaths().base, 'spool'),
  ...(isLoopback() ? { DEV_SIGN_IN: 'true' } : {}),
  ...process.env,
  ...services,
  ...(process.env.JWT_JWKS_URL ? {} : { JWT_SECRET: jwtSecret() }),
});
