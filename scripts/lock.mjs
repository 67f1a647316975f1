// @ts-check
import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, livePid, readOr } from './process.mjs';
import { Plain } from './progress.mjs';

/**
 * Runs `work` while holding a lock file. A lock whose holder has died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: number) => void, patience?: number }} [options] patience in milliseconds
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait = () => {}, patience = 15 * 60_000 } = {}) {
  await acquire(file, onWait, performance.now() + patience);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file @param {(holder: number) => void} onWait @param {number} deadline */
async function acquire(file, onWait, deadline) {
  // Linking is atomic, so no process ever reads a lock file without its holder.
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, identityOf(process.pid));
  try {
    for (let said = false; !tryLink(mine, file); ) {
      const holder = livePid(file);
      if (holder === undefined) {
        breakStale(file);
        continue;
      }
      if (!said) onWait(holder);
      said = true;
      if (performance.now() > deadline)
        throw new Plain(`Process ${holder} has held ${file} for too long. Stop it first.`);
      await sleep(100);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} from @param {string} to */
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's lock aside, and restores it if a live process has acquired it in between. @param {string} file */
function breakStale(file) {
  const aside = `${file}.stale.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOr(aside, '') !== '' && livePid(aside) !== undefined) tryLink(aside, file);
  rmSync(aside, { force: true });
}
