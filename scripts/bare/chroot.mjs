// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from '../lock.mjs';
import { identityOf, livePid } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { atEnd } from '../run-main.mjs';
import { bareEnvironment } from './environment.mjs';
import { bareFolder } from './system.mjs';

/** Free space for a full run: npm packages, unpacked servers and browser, and their data. */
const NEEDED_BYTES = 6 * 1024 ** 3;

/** When the first process ends, the kernel removes all mounts and processes of these namespaces. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--'];

/** The first process. It stays bash, which reaps orphaned processes. */
const INIT = `
root=$1
shift
mount -t proc proc "$root/proc"
mount --bind /sys "$root/sys"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
chroot "$root" /bin/bash -c 'cd /srv/sluice && exec "$@"' bare "$@"
code=$?
exit $code
`;

/** @throws {Plain} with the reason if this machine cannot run it */
export function requireBare() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get'))
    throw new Plain('npm run bare needs a Debian or Ubuntu machine: it builds its system with debootstrap.');
  if (process.getuid?.() !== 0) throw new Plain('npm run bare uses a chroot. Run it as root.');
  try {
    execFileSync('unshare', [...NAMESPACES, 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp'], { stdio: 'pipe' });
  } catch (error) {
    throw new Plain(`This machine does not allow mounts, which is usual in a container:\n    ${messageOf(error)}`);
  }
}

/**
 * Creates a copy of the system for this run; it is deleted when the command ends.
 * @param {string} system
 * @returns {Promise<string>} its folder
 */
export async function chrootOf(system) {
  const runs = path.join(bareFolder(), 'runs');
  const run = path.join(runs, String(process.pid));
  await withLock(`${runs}.lock`, async () => {
    removeAbandoned(runs);
    mkdirSync(run, { recursive: true });
    writeFileSync(path.join(run, 'owner'), identityOf(process.pid));
  });
  atEnd(() => remove(run));
  const { bavail, bsize } = statfsSync(runs);
  if (bavail * bsize < NEEDED_BYTES)
    throw new Plain(`${runs} has less than 6 GB free. Free up space, or set SLUICE_BARE_DIR to another folder.`);
  const root = path.join(run, 'root');
  execFileSync('cp', ['-a', '--reflink=auto', system, root]);
  return root;
}

/** Deletes copies left by killed runs. @param {string} runs */
function removeAbandoned(runs) {
  if (!existsSync(runs)) return;
  for (const name of readdirSync(runs)) {
    if (livePid(path.join(runs, name, 'owner')) === undefined) remove(path.join(runs, name));
  }
}

/** Processes that were just killed may still be writing. @param {string} folder */
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

/**
 * Runs a command in the chroot, which shares only the network and the terminal with this machine. Processes it leaves
 * behind are killed.
 * @param {string} root @param {readonly string[]} command
 * @returns {Promise<number>} its exit code, 128 + the number of the signal that ended it
 */
export async function runInside(root, command) {
  const init = ['/bin/bash', '-ec', INIT, 'bare', root, ...command];
  // If this process is killed, the kernel kills the namespaces too.
  const args = ['--pdeathsig', 'KILL', '--', 'unshare', ...NAMESPACES, ...init];
  const child = spawn('setpriv', args, { stdio: 'inherit', env: bareEnvironment(process.env) });
  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) =>
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1)),
  );
  atEnd(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await exited;
  });
  return exited;
}

/** @param {any} error of `execFileSync` */
const messageOf = (error) => String(error.stderr || error.message).trim();
