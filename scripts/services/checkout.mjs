// @ts-check
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { statePaths } from '../paths.mjs';
import { readOr } from '../process.mjs';
import { writeOnce } from '../write-once.mjs';

/**
 * The state of this checkout's servers, stored in `.sluice/services.json`.
 * @typedef {object} Memory
 * @property {Partial<Record<import('./names.mjs').ServiceName, import('./names.mjs').Source>>} sources
 * @property {Partial<Record<keyof typeof import('./names.mjs').FIRST_PORT, number>>} ports
 * @property {import('./packages.mjs').Flavour} [flavour]
 * @property {boolean} [keep] whether the servers keep running until they are stopped explicitly
 *
 * @typedef {ReturnType<typeof newSecrets>} Secrets
 * @typedef {{ paths: import('../paths.mjs').StatePaths, lock: string, sockets: string, project: string,
 *   secrets: Secrets, memory: Memory, save: () => void }} Checkout
 */

/** @param {string} [dir] @returns {Checkout} */
export function openCheckout(dir) {
  const paths = statePaths(dir);
  const file = path.join(paths.base, 'services.json');
  const id = createHash('sha256').update(paths.base).digest('hex').slice(0, 8);
  /** @type {Memory} */
  const memory = { sources: {}, ports: {}, ...JSON.parse(readOr(file, '{}')) };
  return {
    paths,
    memory,
    secrets: secretsOf(paths.data),
    lock: path.join(paths.base, 'services.lock'),
    sockets: socketFolder(id),
    project: `sluice-${id}`,
    save: () => {
      writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`);
      renameSync(`${file}.new`, file);
    },
  };
}

/** Socket paths are limited to 107 bytes, so sockets cannot be inside a deeply nested checkout. @param {string} id */
function socketFolder(id) {
  const folder = path.join(tmpdir(), `sluice-${userInfo().uid}-${id}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** Created once and kept with the data that they protect. @param {string} folder @returns {Secrets} */
function secretsOf(folder) {
  const file = path.join(folder, 'secrets.json');
  if (!existsSync(file)) writeOnce(file, JSON.stringify(newSecrets(), null, 2));
  return JSON.parse(readFileSync(file, 'utf8'));
}

function newSecrets() {
  const hex = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex');
  return { mysql: hex(12), valkey: hex(12), s3Key: hex(10).toUpperCase(), s3Secret: hex(20), cluster: randomUUID() };
}

/** @param {Checkout} checkout @param {string} name */
export const pidFileOf = (checkout, name) => path.join(checkout.paths.pids, `${name}.pid`);

/** @param {Checkout} checkout @param {string} name */
export const logFileOf = (checkout, name) => path.join(checkout.paths.logs, `${name}.log`);
