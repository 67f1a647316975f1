import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Api, createStack, type Stack, startApi, startWorker, type Worker } from '../../harness/index.ts';

export interface Suite {
  readonly stack: Stack;
  readonly api: Api;
  /** Starts a worker, which ends with the test. Crashes are noticed quickly. */
  worker(env?: Readonly<Record<string, string>>): Promise<Worker>;
  /** Ends every worker. */
  killWorkers(): Promise<void>;
}

/** Short locks: what a crash leaves behind is noticed within two seconds. */
const QUICK = { WORKER_LOCK_MS: '1000', WORKER_STALLED_CHECK_MS: '500', IMPORT_BATCH_ROWS: '2000' };

/** Servers, an API and workers for one suite. `api` and `worker` may see other addresses than the stack's. */
export function useSuite(env: (stack: Stack) => Readonly<Record<string, string>> = () => ({})): Suite {
  let stack: Stack | undefined;
  let api: Api | undefined;
  let spool = '';
  const workers: Worker[] = [];
  beforeAll(async () => {
    stack = await createStack();
    spool = await mkdtemp(path.join(os.tmpdir(), 'sluice-test-spool-'));
    api = await startApi({ ...stack, env: env(stack) });
  });
  const killWorkers = async (): Promise<void> => {
    const all = workers.splice(0);
    for (const worker of all) worker.kill('SIGKILL');
    await Promise.all(all.map(({ exited }) => exited));
  };
  afterEach(killWorkers);
  afterAll(async () => {
    await killWorkers();
    await api?.stop();
    await stack?.close();
    if (spool) await rm(spool, { recursive: true, force: true });
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the suite has not been set up');
    return value;
  };
  return {
    get stack() {
      return there(stack);
    },
    get api() {
      return there(api);
    },
    async worker(more = {}) {
      const own = there(stack);
      const worker = await startWorker({ ...own.env, ...QUICK, SPOOL_DIR: spool, ...env(own), ...more });
      workers.push(worker);
      return worker;
    },
    killWorkers,
  };
}

/** Asks until the answer is not undefined; the deadline only ends a test that has failed. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(10)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what} did not happen within ${timeoutMs} ms`);
}
