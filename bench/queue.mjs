// @ts-check
/**
 * A queue of jobs that do nothing, processed by Sluice's worker (payload validation, metrics, logs), against a bare
 * BullMQ worker with the same concurrency. See docs/benchmarks.md.
 */
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { runMain } from '../scripts/run-main.mjs';
import { drained, EMPTY_KIND, JOB_OPTIONS, startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';

const HELP = `  --jobs         in each measurement, added before it begins
  --concurrency  jobs at a time, in the worker and in the yardstick
`;

await runMain(async () => {
  const values = readOptions('queue', { jobs: '10000', concurrency: '2' }, HELP);
  if (!values) return;
  const jobs = Number(values.jobs);
  const { concurrency } = values;
  const bench = await openBench('queue', {
    env: { WORKER_IMPORT_CONCURRENCY: concurrency },
    workerScript: fileURLToPath(new URL('./support/empty-kind-worker.mjs', import.meta.url)),
  });
  const bare = await startBare('worker', { ...bench.env, BARE_CONCURRENCY: concurrency });
  const open = (/** @type {string} */ name) => new Queue(name, { connection: bench.redis, prefix: bench.prefix });
  const [own, plain] = [open('imports'), open('bare-empty')];

  /** @param {Queue} queue */
  const fill = (queue) => async () => {
    await queue.pause();
    const items = Array.from({ length: jobs }, () => ({ name: EMPTY_KIND, data: {}, opts: JOB_OPTIONS }));
    await queue.addBulk(items);
  };
  /** @param {Queue} queue */
  const workOff = (queue) => async () => {
    const start = performance.now();
    await queue.resume();
    await drained(queue);
    return { perSecond: (jobs * 1000) / (performance.now() - start) };
  };

  const result = await measurePairs({
    title: `${shown(jobs)} empty jobs, ${concurrency} at a time`,
    must: { ratio: 0.8 },
    pairs: Number(values.pairs),
    ours: { prepare: fill(own), run: workOff(own), processes: { worker: bench.worker } },
    yardstick: { prepare: fill(plain), run: workOff(plain), processes: { worker: bare } },
  });
  await Promise.all([own.close(), plain.close()]);
  printResults([result], values);
});
