// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * What the scripts keep between runs: data, logs, process ids, ports, generated secrets.
 * @param {string} [dir] default `.sluice` in the checkout, or SLUICE_DIR
 */
export function statePaths(dir = process.env.SLUICE_DIR ?? '.sluice') {
  const base = path.resolve(ROOT, dir);
  const paths = {
    base,
    data: path.join(base, 'data'),
    logs: path.join(base, 'logs'),
    pids: path.join(base, 'pids'),
    leases: path.join(base, 'leases'),
  };
  for (const folder of Object.values(paths)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return paths;
}

/** @typedef {ReturnType<typeof statePaths>} StatePaths */

/** The same for the demo's own apps. */
export function demoPaths() {
  const base = path.join(statePaths().base, 'demo');
  const paths = { base, logs: path.join(base, 'logs'), pids: path.join(base, 'pids') };
  for (const folder of Object.values(paths)) mkdirSync(folder, { recursive: true });
  return paths;
}
