// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../scripts/process.mjs';
import { causeFaults } from './chaos/chaos.mjs';
import { checkEnd } from './oracle/end.mjs';
import { Random } from './random.mjs';
import { Client } from './stand/client.mjs';
import { startFleet } from './stand/fleet.mjs';
import { SOAK_DIR, startServers } from './stand/servers.mjs';
import { makeShop, saveImporters } from './stand/shop.mjs';
import { Tally } from './tally.mjs';
import { analyses } from './work/analyses.mjs';
import { deliveries } from './work/deliveries.mjs';
import { importsInTurn } from './work/imports.mjs';
import { reads } from './work/reads.mjs';
import { importsSideBySide } from './work/side-by-side.mjs';
import { storageServers } from './work/storage-servers.mjs';
import { uploads } from './work/uploads.mjs';

/**
 * @import { Log } from '../scripts/progress.mjs'
 * @import { Context, Work } from './context.mjs'
 */

/** The work that runs in parallel; some kinds run twice. @type {readonly (readonly [name: string, work: Work])[]} */
const WORK = [
  ['imports 1', importsInTurn],
  ['imports 2', importsInTurn],
  ['side by side', importsSideBySide],
  ['analyses 1', analyses],
  ['analyses 2', analyses],
  ['uploads 1', uploads],
  ['uploads 2', uploads],
  ['deliveries', deliveries],
  ['storage servers', storageServers],
  ['reads', reads],
];

/** How long work may take after the faults have ended, on a busy machine. */
const PATIENCE_MS = 600_000;

/**
 * Runs work under faults, ends all faults, and checks the result.
 * @param {{ minutes: number, seed: number, log: Log, interrupted: () => boolean, atEnd: (step: () => unknown) => void }} options
 * @returns {Promise<Tally>}
 */
export async function soak(options) {
  /** @type {(() => unknown)[]} */
  const steps = [];
  const run = runSoak({ ...options, atEnd: (step) => steps.unshift(step) });
  options.atEnd(async () => {
    // After Ctrl-C it first ends the faults and checks the result.
    await run.catch(() => {});
    for (const step of steps) await step();
  });
  return run;
}

/** @param {Parameters<typeof soak>[0]} options */
async function runSoak({ minutes, seed, log, interrupted, atEnd }) {
  const random = new Random(seed);
  const servers = await startServers(log);
  atEnd(servers.stop);
  mkdirSync(SOAK_DIR, { recursive: true });
  await makeShop(servers.urls.mysql);
  const tally = new Tally(path.join(SOAK_DIR, 'soak.log'));
  const fleet = await startFleet({ servers, tally, random, apis: 2, workers: 3 });
  atEnd(fleet.stop);
  const until = Date.now() + minutes * 60_000;
  const over = () => interrupted() || Date.now() > until;
  const [db, s3] = [servers.database(), servers.s3()];
  atEnd(() => db.close());
  const { secret } = fleet;
  let healed = Number.POSITIVE_INFINITY;
  const tooLate = (/** @type {number} */ began) => Date.now() > Math.max(began, healed) + PATIENCE_MS;
  /** @type {Context} */
  const context = {
    ...{ tally, db, s3, over, tooLate, documents: new Map(), accounts: new Set(), atEnd: [] },
    client: new Client({ urls: fleet.apis.map(({ url }) => url), secret, random: random.fork('client'), tally }),
  };
  await saveImporters(context.client);
  const ticker = setInterval(() => log(progressLine(tally, until)), 15_000);
  atEnd(() => clearInterval(ticker));
  const faults = causeFaults({ fleet, servers, tally, random: random.fork('faults'), over });
  const work = WORK.map(([name, run]) => again(context, name, random.fork(name), run));
  await Promise.all([
    faults,
    ...work.map((one) => Promise.race([one, waitUntil(over, Number.POSITIVE_INFINITY, 100)])),
  ]);
  tally.minutes = Math.round((Date.now() - until) / 6_000 + minutes * 10) / 10;
  log('ending all faults');
  await fleet.heal();
  healed = Date.now();
  log('waiting for the remaining work to finish');
  await Promise.all(work);
  await checkEnd(context, { fleet, servers, log });
  clearInterval(ticker);
  return tally;
}

/** A failure ends one round of work, not all of it. @param {Context} context @param {string} name @param {Random} random @param {Work} run */
async function again(context, name, random, run) {
  for (let round = 0; !context.over(); round++)
    await run(context, random.fork(`round ${round}`)).catch((error) =>
      context.tally.problem(`${name}: ${error.stack ?? error}`),
    );
}

/** @param {Tally} tally @param {number} until */
function progressLine(tally, until) {
  const left = Math.max(0, Math.round((until - Date.now()) / 1_000));
  const counts = /** @type {const} */ (['operations', 'faults', 'checks']).map(
    (group) => `${tally.total(group)} ${group}`,
  );
  return `${counts.join(', ')}, ${tally.problems.length} problems, ${left} s left`;
}
