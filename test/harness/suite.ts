import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { QueueName } from '@sluice/jobs';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Api, startApi } from './api.ts';
import { openProxies, type Proxies, proxied } from './proxied-api.ts';
import { createStack, type Stack } from './stack.ts';
import { waitFor } from './wait-for.ts';
import { startOlderWorker, startWorker, type Worker } from './worker.ts';

export type Env = Readonly<Record<string, string>>;

export interface SuiteOptions {
  /** Further variables of the API and of every worker. */
  readonly env?: Env;
  /** Further variables of the API. */
  readonly api?: Env;
  /** Further variables of every worker. */
  readonly worker?: Env;
  /** Starts one worker that lives as long as the suite. */
  readonly standing?: boolean;
  /** The API and the workers reach MySQL, Redis and S3 through proxies. */
  readonly proxied?: boolean;
}

/** A stack, an API and workers for all tests of a file. */
export interface Suite {
  readonly stack: Stack;
  readonly api: Api;
  /** The proxies of a suite that has them. */
  readonly proxies: Proxies;
  /** The spool folder of the suite's workers. */
  readonly spool: string;
  /** Stops the worker of a standing suite, and starts it again. */
  stopStanding(): Promise<void>;
  startStanding(): Promise<void>;
  /** Starts a worker that is killed after the test; one from `serving` stops before. */
  worker(env?: Env): Promise<Worker>;
  /** A worker with these variables that later tests may share. A call for another worker stops it. */
  serving(env?: Env): Promise<void>;
  /** The same with a worker that does not know these members of definitions and options. */
  olderWorker(unknown: readonly string[]): Promise<Worker>;
  /** Kills a worker and frees the jobs it held. No other worker may be busy. */
  crash(worker: Worker): Promise<void>;
  /** Waits until an attempt at a job has failed, and puts off the next for longer than any test takes. */
  holdBack(queue: QueueName, jobId: string): Promise<void>;
  /** Starts the next attempt of a waiting job now. */
  retryNow(queue: QueueName, jobId: string): Promise<void>;
  /** Kills the workers of the test. */
  killWorkers(): Promise<void>;
}

/** Long locks, so that no worker loses one on a busy machine. `crash` frees those of a killed worker. */
const DEFAULTS = { WORKER_LOCK_MS: '60000', WORKER_STALLED_CHECK_MS: '500', IMPORT_BATCH_ROWS: '2000' };

/** Longer than any test. */
const HELD_MS = 3_600_000;

/** For the report of a test that has failed. */
const lastLinesOf = ({ pid, lines }: Worker): string =>
  [`worker ${pid} wrote at last:`, ...lines.slice(-30).map((line) => JSON.stringify(line))].join('\n');

/** Registers hooks that start the processes before the tests of a file and stop them afterwards. */
export function useSuite(options: SuiteOptions = {}): Suite {
  let stack: Stack | undefined;
  let proxies: Proxies | undefined;
  let api: Api | undefined;
  let standing: Worker | undefined;
  let spool = '';
  const workers: Worker[] = [];
  let shared: { readonly worker: Worker; readonly env: string } | undefined;
  const stopServing = async (): Promise<void> => {
    await shared?.worker.stop();
    shared = undefined;
  };
  const envOf = (env: Env = {}, defaults: Env = {}): Env => ({
    ...started(stack).env,
    ...(proxies ? workerEnv(proxied(started(stack), proxies)) : {}),
    ...defaults,
    SPOOL_DIR: spool,
    ...options.env,
    ...options.worker,
    ...env,
  });
  const startStanding = async (): Promise<void> => {
    standing ??= await startWorker(envOf());
  };
  const stopStanding = async (): Promise<void> => {
    await standing?.stop();
    standing = undefined;
  };
  beforeAll(async () => {
    stack = await createStack();
    spool = await mkdtemp(path.join(os.tmpdir(), 'sluice-test-spool-'));
    if (options.proxied) proxies = await openProxies(stack);
    const servers = proxies ? proxied(stack, proxies) : stack;
    [api] = await Promise.all([
      startApi({ ...servers, env: { ...options.env, ...options.api } }),
      options.standing ? startStanding() : undefined,
    ]);
  });
  const killWorkers = async (): Promise<void> => {
    const all = workers.splice(0);
    for (const worker of all) worker.kill('SIGKILL');
    await Promise.all(all.map(({ exited }) => exited));
  };
  afterEach(async ({ task }) => {
    const running = [...workers, shared?.worker, standing].filter((worker) => worker !== undefined);
    if (task.result?.state === 'fail') for (const worker of running) console.log(lastLinesOf(worker));
    await killWorkers();
  });
  afterAll(async () => {
    await killWorkers();
    await Promise.all([standing?.stop(), stopServing(), api?.stop()]);
    await Promise.all(Object.values(proxies ?? {}).map((proxy) => proxy.close()));
    await stack?.close();
    if (spool) await rm(spool, { recursive: true, force: true });
  });
  return {
    get stack() {
      return started(stack);
    },
    get api() {
      return started(api);
    },
    get proxies() {
      return started(proxies);
    },
    get spool() {
      return spool;
    },
    startStanding,
    stopStanding,
    async worker(env = {}) {
      await stopServing();
      const worker = await startWorker(envOf(env, DEFAULTS));
      workers.push(worker);
      return worker;
    },
    async serving(env = {}) {
      const wanted = JSON.stringify(env);
      if (shared?.env === wanted) return;
      await stopServing();
      shared = { worker: await startWorker(envOf(env, DEFAULTS)), env: wanted };
    },
    async olderWorker(unknown) {
      await stopServing();
      const worker = await startOlderWorker(envOf({}, DEFAULTS), unknown);
      workers.push(worker);
      return worker;
    },
    async crash(worker) {
      worker.kill('SIGKILL');
      await worker.exited;
      await started(stack).freeJobs();
    },
    async holdBack(queue, jobId) {
      await waitFor(`${jobId} waits for its next attempt`, async () => {
        const job = await started(stack).queues.queue(queue).getJob(jobId);
        if ((await job?.getState()) !== 'delayed') return undefined;
        // If its next attempt has started in the meantime, the wait after that one is put off.
        return job?.changeDelay(HELD_MS).then(
          () => true as const,
          () => undefined,
        );
      });
    },
    async retryNow(queue, jobId) {
      await waitFor(`${jobId} waits for its next attempt`, async () => {
        const job = await started(stack).queues.queue(queue).getJob(jobId);
        const state = await job?.getState();
        // On a slow machine the wait may be over by now, and the attempt done.
        if (state === undefined || state === 'completed') return true;
        if (state !== 'delayed') return undefined;
        await job?.promote().catch(() => {});
        return true;
      });
    },
    killWorkers,
  };
}

const workerEnv = ({ databaseUrl, redisUrl, storageEnv }: ReturnType<typeof proxied>): Env => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  ...storageEnv,
});

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the suite has not started');
  return value;
}
