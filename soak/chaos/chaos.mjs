// @ts-check
import { waitUntil } from '../../scripts/process.mjs';
import { drawFault } from './faults.mjs';

/**
 * @import { Random } from '../random.mjs'
 * @import { Fleet } from '../stand/fleet.mjs'
 * @import { Servers } from '../stand/servers.mjs'
 * @import { Tally } from '../tally.mjs'
 */

/**
 * Brings about faults, which may overlap, until `over`; returns when the last one has ended.
 * @param {{ fleet: Fleet, servers: Servers, tally: Tally, random: Random, over: () => boolean }} what
 */
export async function causeFaults({ fleet, servers, tally, random, over }) {
  /** @type {Set<Promise<void>>} */
  const acting = new Set();
  while (!over()) {
    const { kind, act } = drawFault(random, fleet, servers);
    const pause = random.chance(0.15) ? random.int(20_000, 60_000) : random.int(500, 12_000);
    tally.count('faults', kind);
    tally.note(`fault: ${kind}`);
    const done = act().catch((error) => tally.note(`fault: ${kind} failed: ${error}`));
    acting.add(done);
    void done.then(() => acting.delete(done));
    await waitUntil(over, pause, 100);
  }
  await Promise.all(acting);
}
