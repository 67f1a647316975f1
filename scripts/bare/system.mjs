// @ts-check
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { debianMirror, isDebian } from '../debian.mjs';
import { withLock } from '../lock.mjs';
import { runLogged } from '../process.mjs';
import { Plain } from '../progress.mjs';

export const SUITE = 'bookworm';

/** The folder for the system and its copies. */
export function bareFolder() {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const folder = process.env.SLUICE_BARE_DIR ?? path.join(cache, 'sluice-bare');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * The minimal system with git and certificates. It is created once (about a minute) and only ever copied.
 * @param {import('../progress.mjs').Log} log
 * @returns {Promise<string>} its folder
 * @throws {import('../progress.mjs').Plain} with the last lines of the apt or debootstrap log
 */
export async function prepareSystem(log) {
  const system = path.join(bareFolder(), `${SUITE}-${process.arch}`);
  const onWait = (/** @type {number} */ holder) => log(`waiting for process ${holder}, which is creating the system`);
  if (!existsSync(system)) await withLock(`${system}.lock`, () => makeSystem(system, log), { onWait });
  return system;
}

/** @param {string} system @param {import('../progress.mjs').Log} log */
async function makeSystem(system, log) {
  if (existsSync(system)) return;
  if (!isDebian() && !process.env.SLUICE_DEBIAN_MIRROR)
    throw new Plain('This machine does not run Debian. Set SLUICE_DEBIAN_MIRROR to a Debian mirror.');
  await ensureDebootstrap(`${system}.apt.log`, log);
  const mirror = await debianMirror();
  log(`creating a bare Debian (${SUITE}) from ${mirror}; this happens once`);
  const partial = `${system}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const args = ['--variant=minbase', '--include=ca-certificates,git', SUITE, partial, mirror];
  await runLogged('debootstrap', args, { logFile: `${system}.log` });
  rmSync(path.join(partial, 'var/cache/apt/archives'), { recursive: true, force: true });
  // Renamed last, so that a folder with this name is always complete.
  renameSync(partial, system);
}

/** @param {string} logFile @param {import('../progress.mjs').Log} log */
async function ensureDebootstrap(logFile, log) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  if (folders.some((folder) => existsSync(path.join(folder, 'debootstrap')))) return;
  log('installing debootstrap');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runLogged('apt-get', ['update', '-qq'], { logFile, env });
  await runLogged('apt-get', ['install', '-y', '-qq', 'debootstrap'], { logFile, env, append: true });
}
