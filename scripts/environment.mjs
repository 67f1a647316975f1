// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT, statePaths } from './paths.mjs';
import { readOr } from './process.mjs';
import { writeOnce } from './write-once.mjs';

/** Reads `.env` of the checkout; what the environment already has stays. */
export function loadEnvFile() {
  const file = path.join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * JWT_SECRET of the environment, else one that is made once for this checkout and never leaves it.
 * @param {string} [dir]
 */
export function jwtSecret(dir) {
  if (process.env.JWT_SECRET) return process.env.JWT_SECRET;
  const file = path.join(statePaths(dir).base, 'jwt-secret');
  if (!existsSync(file)) writeOnce(file, randomBytes(32).toString('hex'));
  return readOr(file, '');
}

/**
 * The environment for api and worker: what the caller has set wins over what the scripts would choose.
 * @param {Record<string, string>} services what `ensureServices` says
 * @returns {NodeJS.ProcessEnv}
 */
export const appEnvironment = (services) => ({
  NODE_ENV: 'development',
  STORAGE_ENV: 'dev',
  S3_CREATE_BUCKET: 'true',
  API_HOST: '127.0.0.1',
  SPOOL_DIR: path.join(statePaths().base, 'spool'),
  ...process.env,
  ...services,
  ...(process.env.JWT_JWKS_URL ? {} : { JWT_SECRET: jwtSecret() }),
});
