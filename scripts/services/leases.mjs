// @ts-check
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf, livePid } from '../process.mjs';

/**
 * The processes that use the servers, one file each, so that the last of several tests and demos stops the servers.
 * Processes that have died no longer count.
 * @param {string} folder
 */
export const leasesIn = (folder) => {
  const mine = path.join(folder, String(process.pid));
  return {
    take: () => writeFileSync(mine, identityOf(process.pid)),
    drop: () => rmSync(mine, { force: true }),
    /** @returns {number[]} pids of the processes that still use the servers */
    live: () =>
      readdirSync(folder).flatMap((name) => {
        const pid = livePid(path.join(folder, name));
        if (pid === undefined) rmSync(path.join(folder, name), { force: true });
        return pid ?? [];
      }),
  };
};
