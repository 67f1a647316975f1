import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  type AnalysisClient,
  type Api,
  analysisClient,
  createStack,
  type Stack,
  startApi,
  startWorker,
  type Worker,
} from '../../harness/index.ts';

export interface Standing {
  readonly stack: Stack;
  readonly api: Api;
  readonly spool: string;
  client(account: string): Promise<AnalysisClient>;
}

/** Servers, an API and one worker that all tests of a suite share, for suites that leave them in peace. */
export function useStanding(env: Readonly<Record<string, string>> = {}): Standing {
  let stack: Stack | undefined;
  let api: Api | undefined;
  let worker: Worker | undefined;
  let spool = '';
  beforeAll(async () => {
    stack = await createStack();
    spool = await mkdtemp(path.join(os.tmpdir(), 'sluice-test-spool-'));
    [api, worker] = await Promise.all([startApi(stack), startWorker({ ...stack.env, SPOOL_DIR: spool, ...env })]);
  });
  afterAll(async () => {
    await Promise.all([worker?.stop(), api?.stop()]);
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
    get spool() {
      return spool;
    },
    client: async (account) => analysisClient(await there(api).client(account)),
  };
}
