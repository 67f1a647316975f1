// @ts-check
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../paths.mjs';
import { Plain } from '../progress.mjs';
import { CERTIFICATES } from './environment.mjs';

const SYSTEM = ['/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt', '/etc/apt/apt.conf'];
const SYSTEM_FOLDERS = ['/etc/apt/apt.conf.d', '/etc/apt/auth.conf.d'];

/**
 * Copies Node, npm, registry settings and a clone of the committed files into a bare system.
 * @param {string} root @param {import('../progress.mjs').Log} log
 */
export function furnish(root, log) {
  copyNode(root);
  copyNpm(root);
  for (const place of [...SYSTEM, ...SYSTEM_FOLDERS]) copy(place, path.join(root, place));
  for (const variable of CERTIFICATES) copyNamed(root, process.env[variable]);
  cloneCheckout(root, log);
}

/** Copies Node and the libraries that the minimal system lacks. @param {string} root */
function copyNode(root) {
  copy(process.execPath, path.join(root, 'usr/bin/node'));
  for (const [library] of execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).matchAll(/\/\S+\.so\S*/g)) {
    if (!existsSync(path.join(root, library))) copy(library, path.join(root, library));
  }
}

/** @param {string} root */
function copyNpm(root) {
  const cli = npmCli();
  const folder = path.resolve(path.dirname(cli), '..');
  if (!existsSync(path.join(folder, 'node_modules')))
    throw new Plain(
      `${folder} has no npm that can be copied. Install npm itself instead of the distribution's package.`,
    );
  copy(folder, path.join(root, 'usr/lib/node_modules/npm'));
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, path.join(root, 'usr/bin', name));
  const setting = (/** @type {string} */ name) =>
    execFileSync(process.execPath, [cli, 'config', 'get', name], { encoding: 'utf8', cwd: '/' }).trim();
  copyNamed(root, setting('cafile'));
  copy(setting('globalconfig'), path.join(root, 'usr/etc/npmrc'));
  copy(process.env.NPM_CONFIG_USERCONFIG ?? path.join(homedir(), '.npmrc'), path.join(root, 'root/.npmrc'));
}

function npmCli() {
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'npm'))
    .find((file) => existsSync(file));
  const cli = process.env.npm_execpath ?? (found && realpathSync(found));
  if (!cli) throw new Plain('npm is missing. Install Node 20.19 or newer, which includes npm.');
  return cli;
}

/** @param {string} root @param {string | undefined} place */
function copyNamed(root, place) {
  if (place?.startsWith('/') && !place.startsWith('/etc/ssl/certs')) copy(place, path.join(root, place));
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  if (!existsSync(from)) return;
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(realpathSync(from), to, { recursive: true, force: true, verbatimSymlinks: true });
}

/**
 * Clones HEAD. Works for a detached HEAD, a shallow clone, a worktree and another user's checkout.
 * @param {string} root @param {import('../progress.mjs').Log} log
 */
function cloneCheckout(root, log) {
  const settings = path.join(path.dirname(root), 'gitconfig');
  writeFileSync(settings, '[safe]\n\tdirectory = *\n[init]\n\tdefaultBranch = main\n');
  const env = { ...process.env, GIT_CONFIG_GLOBAL: settings };
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { env, encoding: 'utf8', stdio: 'pipe' });
  const changed = git('-C', ROOT, 'status', '--porcelain').trim();
  if (changed !== '')
    log(`${changed.split('\n').length} changed files are not committed and therefore not in the clone`);
  const clone = path.join(root, 'srv/sluice');
  git('init', '-q', clone);
  git('-C', clone, 'fetch', '-q', '--depth=1', `file://${ROOT}`, 'HEAD');
  git('-C', clone, 'checkout', '-q', '-B', 'main', 'FETCH_HEAD');
  log(`cloned ${git('-C', clone, 'log', '-1', '--format=%h %s').trim()}`);
}
