// @ts-check
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { statePaths } from '../paths.mjs';
import { readOr } from '../process.mjs';

/**
 * What is remembered about this checkout's servers in `.sluice/services.json`, readable by its owner only.
 * @typedef {object} Memory
 * @property {Partial<Record<import('./names.mjs').ServiceName, import('./names.mjs').Source>>} sources
 * @property {Partial<Record<keyof typeof import('./names.mjs').FIRST_PORT, number>>} ports
 * @property {import('./packages.mjs').Flavour} [flavour]
 * @property {boolean} [keep] somebody asked for servers that stay until they are stopped
 * @property {{ mysql: string, valkey: string, s3Key: string, s3Secret: string }} secrets
 *
 * @typedef {{ paths: import('../paths.mjs').StatePaths, lock: string, sockets: string, project: string,
 *   memory: Memory, save: () => void }} Checkout
 */

/** @param {string} [dir] @returns {Checkout} */
export function openCheckout(dir) {
  const paths = statePaths(dir);
  const file = path.join(paths.base, 'services.json');
  const id = createHash('sha256').update(paths.base).digest('hex').slice(0, 8);
  /** @type {Memory} */
  const memory = { sources: {}, ports: {}, secrets: newSecrets(), ...JSON.parse(readOr(file, '{}')) };
  return {
    paths,
    memory,
    lock: path.join(paths.base, 'services.lock'),
    sockets: socketFolder(id),
    project: `sluice-${id}`,
    save: () => {
      writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** A socket's path may hold 107 bytes at most, so sockets cannot live in a deep checkout. @param {string} id */
function socketFolder(id) {
  const folder = path.join(tmpdir(), `sluice-${userInfo().uid}-${id}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

function newSecrets() {
  const hex = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex');
  return { mysql: hex(12), valkey: hex(12), s3Key: hex(10).toUpperCase(), s3Secret: hex(20) };
}

/** @param {Checkout} checkout @param {string} name */
export const pidFileOf = (checkout, name) => path.join(checkout.paths.pids, `${name}.pid`);

/** @param {Checkout} checkout @param {string} name */
export const logFileOf = (checkout, name) => path.join(checkout.paths.logs, `${name}.log`);
