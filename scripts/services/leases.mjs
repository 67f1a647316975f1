// @ts-check
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf, livePid } from '../process.mjs';

/**
 * Who uses the servers at the moment: one file per process, so that of several tests and demos the last one to leave
 * stops what they started. A process that died without saying goodbye no longer counts.
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
