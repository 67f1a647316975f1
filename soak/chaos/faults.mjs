// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @import { Random } from '../random.mjs'
 * @import { Fleet } from '../stand/fleet.mjs'
 * @import { ServerName, Servers } from '../stand/servers.mjs'
 */

/** @typedef {Fleet['all'][number]} Member */
/** @typedef {{ kind: string, act: () => Promise<void> }} Fault drawn in advance, so that the plan depends on the seed alone */

const SERVERS = /** @type {const} */ (['mysql', 'redis', 's3']);

/** How often each fault is drawn. */
const WEIGHTS = {
  kill: 8,
  stop: 4,
  freeze: 4,
  cut: 6,
  reset: 5,
  silence: 4,
  breakAnswer: 5,
  breakRequest: 3,
  stallAnswer: 3,
  slow: 2,
  flushRedis: 1,
  restartServer: 1,
};

/** A random process or a random connection, and what happens to it. @param {Random} random @param {Fleet} fleet @param {Servers} servers @returns {Fault} */
export function drawFault(random, fleet, servers) {
  const kind = random.weighted(WEIGHTS);
  const member = random.pick(random.chance(0.7) ? fleet.workers : fleet.apis);
  const server = random.pick(SERVERS);
  // A server that is gone is gone for all; a network often only for one.
  const members = random.chance(0.35) ? fleet.all : [member];
  const ms = random.chance(0.7) ? random.int(200, 5_000) : random.int(5_000, 25_000);
  const bytes = random.chance(0.5) ? random.int(0, 400) : random.int(400, 200_000);
  const times = random.int(1, 4);
  const proxies = members.map((one) => one.proxies[server]);
  const who = members.length > 1 ? 'all' : member.process.app;
  switch (kind) {
    case 'kill':
      return { kind: `SIGKILL ${member.process.app}`, act: async () => member.process.kill('SIGKILL') };
    case 'stop':
      return { kind: `SIGTERM ${member.process.app}`, act: async () => member.process.kill('SIGTERM') };
    case 'freeze':
      return {
        kind: `SIGSTOP ${member.process.app}`,
        act: () => freeze(member, member.process.app === 'api' ? ms / 3 : ms),
      };
    case 'cut':
      return { kind: `cut ${server} for ${who}`, act: () => cut(proxies, ms) };
    case 'reset':
      return { kind: `reset ${server} for ${who}`, act: () => cut(proxies, 0) };
    case 'silence':
      return {
        kind: `silence ${server} for ${who}`,
        act: async () => proxies.forEach((proxy) => void proxy.silence()),
      };
    case 'breakAnswer':
      return {
        kind: `half answers of ${server} for ${who}`,
        act: () => briefly(proxies, { cutDownAfter: bytes, times }, ms),
      };
    case 'breakRequest':
      return {
        kind: `half requests to ${server} for ${who}`,
        act: () => briefly(proxies, { cutUpAfter: bytes, times }, ms),
      };
    case 'stallAnswer':
      return {
        kind: `stalled answers of ${server} for ${who}`,
        act: () => briefly(proxies, { stallDownAfter: bytes, times }, ms),
      };
    case 'slow':
      return { kind: `slow ${server} for ${who}`, act: () => briefly(proxies, { delayMs: random.int(5, 150) }, ms) };
    case 'flushRedis':
      return { kind: 'FLUSHALL', act: () => flush(servers) };
    case 'restartServer':
      return { kind: `restart ${server}`, act: () => servers.restart(server) };
  }
}

/** @param {Member} member @param {number} ms */
async function freeze({ process }, ms) {
  if (process.paused) return;
  const { pid } = process;
  process.kill('SIGSTOP');
  await sleep(ms);
  if (process.pid === pid) process.kill('SIGCONT');
}

/** @param {readonly Member['proxies'][ServerName][]} proxies @param {number} ms */
async function cut(proxies, ms) {
  const down = proxies.map(async (proxy) => {
    await proxy.close();
    await sleep(ms);
    await proxy.up().catch(() => {});
  });
  await Promise.all(down);
}

/** @param {readonly Member['proxies'][ServerName][]} proxies @param {Parameters<Member['proxies'][ServerName]['set']>[0]} fault @param {number} ms */
async function briefly(proxies, fault, ms) {
  for (const proxy of proxies) proxy.set(fault);
  await sleep(ms);
  for (const proxy of proxies) proxy.set({});
}

/** @param {Servers} servers */
async function flush(servers) {
  const redis = servers.redis();
  await redis.flushall();
  redis.disconnect();
}
