// @ts-check
import { spawn } from 'node:child_process';
import path from 'node:path';
import { jwtSecret, loadEnvFile } from './environment.mjs';
import { ROOT, statePaths } from './paths.mjs';
import { readOr } from './process.mjs';
import { progress } from './progress.mjs';
import { ensureDependencies } from './setup.mjs';
import { signToken } from './token.mjs';

/**
 * `npm run sluice -- ...`, also used by `npm run storage` and `npm run token`: the command line of this checkout, with the
 * server and secret of `npm start`.
 */
async function main() {
  await ensureDependencies(progress);
  loadEnvFile();
  const port = readOr(path.join(statePaths().base, 'api-port'), '3000');
  const secret = process.env.JWT_JWKS_URL ? undefined : jwtSecret();
  const build = await run(path.join(ROOT, 'node_modules/.bin/tsc'), ['-b', 'apps/cli'], { cwd: ROOT });
  if (build !== 0) return build;
  const env = { ...process.env, ...(secret ? { JWT_SECRET: secret } : {}), ...(await startedHere(port, secret)) };
  const program = path.join(ROOT, 'apps/cli/dist/main.js');
  return run(process.execPath, [program, ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env,
  });
}

/**
 * Does nothing if a server or token is set, so that this checkout's tokens are never sent to another server.
 * @param {string} port @param {string | undefined} secret
 */
async function startedHere(port, secret) {
  const isNamed = process.argv.some((word) => word === '--url' || word.startsWith('--url='));
  if (isNamed || process.env.SLUICE_URL || process.env.SLUICE_TOKEN) return {};
  const SLUICE_URL = `http://127.0.0.1:${port}`;
  if (!secret || process.argv.includes('login')) return { SLUICE_URL };
  return { SLUICE_URL, SLUICE_TOKEN: await signToken({ account: 'demo', role: 'operator' }) };
}

/**
 * Ctrl-C reaches the whole process group, so the command ends without help.
 *
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code
 */
function run(command, args, options) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

process.on('SIGINT', () => {});
process.exitCode = await main();
