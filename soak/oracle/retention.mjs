// @ts-check
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { SPOOL } from '../stand/fleet.mjs';

/**
 * @import { Log } from '../../scripts/progress.mjs'
 * @import { Context } from '../context.mjs'
 * @import { Fleet } from '../stand/fleet.mjs'
 * @import { Servers } from '../stand/servers.mjs'
 */

const PATIENCE_MS = 120_000;

/**
 * Lets one worker delete what a day from now would be too old: interrupted work may leave objects that no row names, and the
 * sweep must find them all, and nothing else.
 * @param {Context} context @param {{ fleet: Fleet, servers: Servers, log: Log }} stand
 */
export async function applyRetention({ tally }, { fleet, servers, log }) {
  const [last, ...others] = fleet.workers;
  await Promise.all(others.map((other) => other.process.stop()));
  await last?.process.restartWith({ RETENTION_ORPHAN_HOURS: '0', RETENTION_GUARD_PERCENT: '100' });
  await fleet.ready(last?.process);
  const redis = servers.redis();
  const queue = new Queue('maintenance', { connection: redis, prefix: 'sluice' });
  queue.on('error', () => {});
  const { id = '' } = await queue.add('apply-retention', {});
  /** @type {any} */
  let result;
  for (const deadline = Date.now() + PATIENCE_MS; !result && Date.now() < deadline; await sleep(300)) {
    const job = await queue.getJob(id);
    if (await job?.isFailed()) tally.problem(`apply-retention failed: ${job?.failedReason}`);
    if (job?.finishedOn) result = job?.returnvalue ?? {};
  }
  await queue.close();
  redis.disconnect();
  log(`retention: ${JSON.stringify(result)}`);
  const wrong = !result || result.failed || result.held;
  tally.check('retention', 'at the end', wrong ? [JSON.stringify(result ?? 'no result')] : []);
}

/** No worker leaves a spool behind, except kept files. Call when every worker has stopped. @param {Context} context */
export function checkSpool({ tally }) {
  const left = readdirSync(SPOOL).filter((name) => /^(import|analysis|upload)-/.test(name));
  tally.check('no spool left', SPOOL, left);
}
