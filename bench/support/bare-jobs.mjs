// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../../scripts/run-main.mjs';
import { startChild } from './child.mjs';

/** The options with which Sluice adds its own jobs. */
export const JOB_OPTIONS = {
  attempts: 5,
  removeOnComplete: { age: 24 * 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 10_000 },
};

/** A kind of job that only the bench registers; see empty-kind-worker.mjs. */
export const EMPTY_KIND = 'bench-empty';

const POLL_MS = 20;
/** What a yardstick prints when it has started. */
const READY = /^(?:port|ready) (\d+)$/;

/**
 * Starts a yardstick as a separate process, which ends with the bench.
 * @param {'server' | 'worker'} what
 * @param {Record<string, string>} env
 */
export async function startBare(what, env) {
  const script = fileURLToPath(new URL(`./bare-${what}.mjs`, import.meta.url));
  const child = await startChild(script, { env, ready: ({ msg }) => READY.test(msg ?? '') });
  atEnd(child.stop);
  return { ...child, url: `http://127.0.0.1:${READY.exec(child.line.msg ?? '')?.[1]}` };
}

/**
 * Seconds until no job of `queue` is waiting or running.
 * @param {import('bullmq').Queue} queue
 * @throws when a job has failed
 */
export async function drained(queue) {
  const start = performance.now();
  for (;;) {
    const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized', 'failed');
    if (counts.failed) {
      const [job] = await queue.getFailed(0, 0);
      throw new Error(`${counts.failed} jobs of ${queue.name} failed; the last: ${job?.failedReason}`);
    }
    if (Object.values(counts).every((count) => count === 0)) return (performance.now() - start) / 1000;
    await delay(POLL_MS);
  }
}
