// @ts-check
import path from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT, statePaths } from './paths.mjs';
import { readOr, runLogged, tailOf } from './process.mjs';
import { Plain } from './progress.mjs';

/** @typedef {import('./progress.mjs').Log} Log */

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the dependencies and builds, each only when there is something to do. @param {Log} log */
export async function setUp(log) {
  requireNode();
  await ensureDependencies(log);
  await ensureBuild(log);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Plain(`Sluice needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** Runs `npm ci` unless what is installed is what package-lock.json says. @param {Log} log */
export async function ensureDependencies(log) {
  if (isInstalled()) return;
  await step({
    log,
    name: 'install',
    said: 'installing the dependencies (npm ci)',
    args: ['ci', '--no-audit', '--no-fund'],
    skip: isInstalled,
    advice: 'Without network or behind a proxy, see `npm config`; then run the same command again.',
  });
}

/** Compiles what has changed; turbo answers from its cache when nothing has. @param {Log} log */
export async function ensureBuild(log) {
  await step({
    log,
    name: 'build',
    said: 'building',
    args: ['run', 'build'],
    advice: 'A type error in the checkout; `npm run build` shows it whole.',
  });
}

/**
 * @param {{ log: Log, name: string, said: string, args: string[], advice: string, skip?: () => boolean }} what
 *   skip: asked once more under the lock, as another process may just have done it
 */
async function step({ log, name, said, args, advice, skip = () => false }) {
  const { base, logs } = statePaths();
  const logFile = path.join(logs, `${name}.log`);
  await withLock(path.join(base, `${name}.lock`), async () => {
    if (skip()) return;
    log(said);
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' };
    await runLogged(npm, args, { logFile, cwd: ROOT, env }).catch((error) => {
      if (!(error instanceof Plain)) throw error;
      throw new Plain(`npm ${args.join(' ')} failed. From ${logFile}:\n${errorLines(logFile)}\n\n${advice}`);
    });
  });
}

/** npm ends its logs with its manual, so the reason is not at the end. @param {string} logFile */
function errorLines(logFile) {
  const lines = readOr(logFile, '').split('\n');
  const errors = lines.filter((line) => /\berror\b.*\w/i.test(line.replace(/^npm error/, 'error:')));
  return errors.length === 0 ? tailOf(logFile, 20) : errors.slice(0, 15).join('\n');
}

/**
 * Compares package-lock.json with npm's own record of what it put into node_modules, which it writes last.
 * So a finished `npm install` by hand counts, and an interrupted one does not.
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
