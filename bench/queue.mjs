// @ts-check
/**
 * A queue of jobs that do nothing, processed by Sluice's worker (payload validation, metrics, logs), against a bare
 * BullMQ worker with the same concurrency. See docs/benchmarks.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Queue } from 'bullmq';
import { runMain } from '../scripts/run-main.mjs';
import { drained, EMPTY_KIND, JOB_OPTIONS, startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { measurePairs, PAIR_HELP, pairOptions, printPairs } from './support/pairs.mjs';

const HELP = `npm run bench -- queue [--jobs 10000] [--concurrency 2] [--pairs 5]
  --jobs         in each measurement, added before it begins
  --concurrency  jobs at a time, in the worker and in the yardstick
${PAIR_HELP}
`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      ...pairOptions,
      jobs: { type: 'string', default: '10000' },
      concurrency: { type: 'string', default: '2' },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
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
    title: `${jobs} empty jobs, ${concurrency} at a time`,
    pairs: Number(values.pairs),
    ours: { prepare: fill(own), run: workOff(own), processes: { worker: bench.worker } },
    yardstick: { prepare: fill(plain), run: workOff(plain), processes: { worker: bare } },
  });
  await Promise.all([own.close(), plain.close()]);
  printPairs('queue', [result], values);
});
