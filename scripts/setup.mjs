// @ts-check
import path from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT, statePaths } from './paths.mjs';
import { readOr, runLogged, tailOf } from './process.mjs';
import { Plain } from './progress.mjs';

/** @typedef {import('./progress.mjs').Log} Log */

/** One thread and no garbage collection take half of tsc's processor time; its memory stays limited. Turbo passes these on. */
export const COMPILER_ENV = { GOGC: 'off', GOMEMLIMIT: '2GiB' };

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the dependencies and builds, each only if necessary. @param {Log} log */
export async function setUp(log) {
  requireNode();
  await ensureDependencies(log);
  await ensureBuild(log);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Plain(`Sluice needs Node 20.19 or newer. This is Node ${process.versions.node}.`);
}

/** Runs `npm ci` unless the installed packages match package-lock.json. @param {Log} log */
export async function ensureDependencies(log) {
  if (isInstalled()) return;
  await step({
    log,
    name: 'install',
    said: 'installing the dependencies (npm ci)',
    args: ['ci', '--no-audit', '--no-fund'],
    skip: isInstalled,
    advice: 'Check the network connection, or the proxy settings in `npm config`, and run the same command again.',
  });
}

/** Compiles what has changed; turbo uses its cache for the rest. @param {Log} log */
export async function ensureBuild(log) {
  await step({
    log,
    name: 'build',
    said: 'building',
    args: ['run', 'build'],
    advice: 'Run `npm run build` to see the full error.',
  });
}

/**
 * @param {{ log: Log, name: string, said: string, args: string[], advice: string, skip?: () => boolean }} what
 *   skip: checked again under the lock, because another process may just have done it
 */
async function step({ log, name, said, args, advice, skip = () => false }) {
  const { base, logs } = statePaths();
  const logFile = path.join(logs, `${name}.log`);
  await withLock(path.join(base, `${name}.lock`), async () => {
    if (skip()) return;
    log(said);
    const env = { ...COMPILER_ENV, ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' };
    await runLogged(npm, args, { logFile, cwd: ROOT, env }).catch((error) => {
      if (!(error instanceof Plain)) throw error;
      throw new Plain(`npm ${args.join(' ')} failed. Last errors in ${logFile}:\n${errorLines(logFile)}\n\n${advice}`);
    });
  });
}

/** npm ends its logs with usage help, so the reason is not at the end. @param {string} logFile */
function errorLines(logFile) {
  const lines = readOr(logFile, '').split('\n');
  const errors = lines.filter((line) => /\berror\b.*\w/i.test(line.replace(/^npm error/, 'error:')));
  return errors.length === 0 ? tailOf(logFile, 20) : errors.slice(0, 15).join('\n');
}

/**
 * Compares package-lock.json with npm's own record of node_modules, which it writes last. A completed manual `npm install`
 * therefore counts, and an interrupted one does not.
 */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const found = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !found) return false;
  const missing = Object.entries(wanted).some(([name, entry]) => {
    if (name === '') return false;
    const there = found[name];
    return there === undefined ? !entry.optional && !entry.devOptional : !isSame(there, entry);
  });
  return !missing;
}

/** @typedef {{ version?: string, integrity?: string, resolved?: string, optional?: boolean, devOptional?: boolean }} Entry */

/** @param {Entry} a @param {Entry} b */
const isSame = (a, b) => a.version === b.version && a.integrity === b.integrity;

/** @param {string} file @returns {Record<string, Entry> | undefined} */
function packagesIn(file) {
  const text = readOr(path.join(ROOT, file), '');
  return text === '' ? undefined : JSON.parse(text).packages;
}
