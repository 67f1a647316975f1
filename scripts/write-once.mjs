// @ts-check
import { randomUUID } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file atomically, readable only by its owner, and only if it does not exist yet.
 * @param {string} file @param {string} text
 */
export function writeOnce(file, text) {
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine);
  }
}
