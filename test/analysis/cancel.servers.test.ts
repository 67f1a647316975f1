import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Analysis, analysisWork } from '@sluice/db/analyses';
import { isFinal } from '@sluice/db/lifecycle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalysisCalls,
  FaultProxy,
  Random,
  type ToolName,
  useSuite,
  type Worker,
  waitFor,
} from '../harness/index.ts';
import { makeBigFile } from './support/big-file.ts';
import { keysOf, rowsOf, spooledFiles } from './support/traces.ts';

const suite = useSuite();
const ROWS = 150_000;
const PROMISED_MS = 2_000;
/** Goes at a phase that is over before it is seen. */
const TRIES = 4;

let spool = '';
let client: AnalysisCalls;
let docId = '';
beforeAll(async () => {
  spool = await mkdtemp(path.join(os.tmpdir(), 'sluice-test-spool-'));
  const random = new Random();
  console.log(`seed ${random.seed}`);
  const http = await suite.api.client('cancels');
  client = http.analyses;
  ({ doc_id: docId } = await http.imports.upload(makeBigFile(random, ROWS).bytes, 'big.csv'));
});
afterAll(() => rm(spool, { recursive: true, force: true }));

async function rowOf(id: string): Promise<Analysis> {
  const row = await analysisWork.get(suite.stack.db, id);
  if (!row) throw new Error(`no analysis ${id}`);
  return row;
}

/** Looks at the row every few milliseconds until `seen` says yes or the analysis is final. */
function follow(id: string, seen: (row: Analysis) => boolean): Promise<Analysis> {
  const ask = async () => {
    const row = await rowOf(id);
    return seen(row) || isFinal(row.status) ? row : undefined;
  };
  return waitFor(`the state of analysis ${id}`, ask, 120_000, 5);
}

/** S3 that takes its time, so that the phases before and after the engine can be seen. */
async function slowWorker(): Promise<{ worker: Worker; close: () => Promise<void> }> {
  const s3 = await FaultProxy.start(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  s3.set({ delayMs: 150 });
  const worker = await suite.worker({ SPOOL_DIR: spool, S3_ENDPOINT: s3.endpoint, ANALYSIS_THREADS: '1' });
  return { worker, close: () => s3.close() };
}

async function expectNothingLeft(tool: ToolName, id: string): Promise<void> {
  const rows = await rowsOf(suite.stack, id);
  expect(rows).toEqual({ reports: [{ analysis_id: id, status: 'cancelled', has_report: 0 }], downloads: [] });
  expect(await keysOf(suite.stack, tool, id)).toEqual([]);
  expect(await spooledFiles(spool)).toEqual([]);
}

/** Cancels an analysis in that phase. False: it was over before it could be seen. */
async function cancelIn(tool: ToolName, phase: string): Promise<boolean> {
  const { analysis_id: id } = await client.postDocument(docId, { tool });
  const there = await follow(id, (row) => row.phase === phase);
  if (there.phase !== phase) return false;
  const asked = Date.now();
  const answer = await client.cancel(id).catch(() => undefined);
  if (!answer) return false;
  const done = await follow(id, () => false);
  const took = Date.now() - asked;
  expect([phase, done.status]).toEqual([phase, 'cancelled']);
  expect(took, `cancelled in ${phase}`).toBeLessThan(PROMISED_MS);
  await expectNothingLeft(tool, id);
  await expect(client.cancel(id)).rejects.toMatchObject({ status: 409 });
  return true;
}

describe.each(['profile-my-data', 'clean-my-data'] as const)('cancelling %s', (tool) => {
  it('is done within 2 s in every phase, and leaves nothing', { timeout: 600_000 }, async () => {
    const slow = await slowWorker();
    const phases = new Set<string>();
    const { analysis_id: id } = await client.postDocument(docId, { tool });
    await follow(id, ({ phase }) => {
      if (phase) phases.add(phase);
      return false;
    });
    expect((await rowOf(id)).status).toBe('completed');
    expect(phases.size).toBeGreaterThanOrEqual(4);
    const cancelled: string[] = [];
    for (const phase of phases) {
      for (let tries = 0; tries < TRIES; tries++) {
        if (!(await cancelIn(tool, phase))) continue;
        cancelled.push(phase);
        break;
      }
    }
    console.log(`${tool}: cancelled in ${cancelled.join(', ')} of ${[...phases].join(', ')}`);
    expect(cancelled).toEqual(expect.arrayContaining(['reading', 'uploading']));
    expect(cancelled.length).toBeGreaterThanOrEqual(Math.min(4, phases.size));
    await slow.worker.stop();
    await slow.close();
  });
});

it('cancels at once what no worker has begun', async () => {
  const { analysis_id: id } = await client.postDocument(docId, { tool: 'profile-my-data' });
  expect(await client.cancel(id)).toMatchObject({ status: 'cancelled' });
  const worker = await suite.worker({ SPOOL_DIR: spool });
  await worker.waitForLine(({ msg, job_id }) => msg === 'nothing left to do for this analysis' && job_id === id);
  await expectNothingLeft('profile-my-data', id);
  await worker.stop();
});
