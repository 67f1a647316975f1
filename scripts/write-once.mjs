// @ts-check
import { randomUUID } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file for its owner only, whole or not at all, and only if nobody has written it first.
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
