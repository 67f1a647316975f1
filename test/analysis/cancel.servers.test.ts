import { promised, repeats, soaking } from '@sluice/core/testing';
import { type Analysis, analysisWork } from '@sluice/db/analyses';
import { isFinal } from '@sluice/db/lifecycle';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalysisCalls,
  FaultProxy,
  openGate,
  Random,
  READS,
  type ToolName,
  useSuite,
  type Worker,
  WRITES,
  waitFor,
} from '../harness/index.ts';
import { makeBigFile } from './support/big-file.ts';
import { keysOf, rowsOf, spooledFiles } from './support/traces.ts';

const suite = useSuite();
const ROWS = repeats(5_000, 150_000);
const PROMISED_MS = 2_000;
/** Attempts to catch a phase that may be over before it is seen. */
const TRIES = 4;

let client: AnalysisCalls;
let docId = '';
beforeAll(async () => {
  const random = new Random();
  console.log(`seed ${random.seed}`);
  const http = await suite.api.client('cancels');
  client = http.analyses;
  ({ doc_id: docId } = await http.imports.upload(makeBigFile(random, ROWS).bytes, 'big.csv'));
});

async function rowOf(id: string): Promise<Analysis> {
  const row = await analysisWork.get(suite.stack.db, id);
  if (!row) throw new Error(`no analysis ${id}`);
  return row;
}

/** Polls the row until `seen` returns true or the analysis has ended. */
async function follow(id: string, seen: (row: Analysis) => boolean): Promise<Analysis> {
  return waitFor(`analysis ${id}`, async () => {
    const row = await rowOf(id);
    return seen(row) || isFinal(row.status) ? row : undefined;
  });
}

/** A worker with a slow S3, so that the phases before and after the engine can be seen. */
async function slowWorker(): Promise<{ worker: Worker; close: () => Promise<void> }> {
  const s3 = await FaultProxy.start(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  s3.set({ delayMs: 150 });
  const worker = await suite.worker({ S3_ENDPOINT: s3.endpoint, ANALYSIS_THREADS: '1' });
  return { worker, close: () => s3.close() };
}

async function expectNothingLeft(tool: ToolName, id: string): Promise<void> {
  const rows = await rowsOf(suite.stack, id);
  expect(rows).toEqual({ reports: [{ analysis_id: id, status: 'cancelled', has_report: 0 }], downloads: [] });
  expect(await keysOf(suite.stack, tool, id)).toEqual([]);
  expect(await spooledFiles(suite.spool)).toEqual([]);
}

/** Cancels an analysis in this phase. False if the phase was over before it was seen. */
async function cancelIn(tool: ToolName, phase: string): Promise<boolean> {
  const { analysis_id: id } = await client.postDocument(docId, { tool });
  const there = await follow(id, (row) => row.phase === phase);
  if (there.phase !== phase) return false;
  const inTime = promised(PROMISED_MS);
  const answer = await client.cancel(id).catch(() => undefined);
  if (!answer) return false;
  await expectCancelled(tool, id, inTime);
  return true;
}

async function expectCancelled(tool: ToolName, id: string, inTime: () => void): Promise<void> {
  const done = await follow(id, () => false);
  inTime();
  expect(done.status).toBe('cancelled');
  await expectNothingLeft(tool, id);
  await expect(client.cancel(id)).rejects.toMatchObject({ status: 409 });
}

/** Holding reads or writes of S3 keeps the analysis from finishing before it is cancelled. */
const PLACES: readonly [name: string, held: RegExp, there: (phase: string) => boolean][] = [
  ['while reading', READS, (phase) => phase === 'reading'],
  ['after reading', WRITES, (phase) => phase !== 'reading'],
  ['after loading', WRITES, (phase) => phase !== 'reading' && phase !== 'loading'],
  ['while uploading', WRITES, (phase) => phase === 'uploading'],
];

describe.each(['profile-my-data', 'clean-my-data'] as const)('cancelling %s', (tool) => {
  it.each(PLACES)('%s leaves nothing behind', async (_, held, there) => {
    const gate = await openGate(suite.stack.storageEnv.S3_ENDPOINT ?? '');
    const worker = await suite.worker({ S3_ENDPOINT: gate.endpoint, ANALYSIS_THREADS: '1' });
    gate.shut(held);
    const { analysis_id: id } = await client.postDocument(docId, { tool });
    const seen = await follow(id, ({ phase }) => phase !== null && there(phase));
    expect(seen.status).toBe('processing');
    const inTime = promised(PROMISED_MS);
    expect(await client.cancel(id)).toMatchObject({ status: 'cancelling' });
    await expectCancelled(tool, id, inTime);
    expect(await worker.stop()).toBe(0);
    await gate.close();
    console.log(`${tool}: cancelled while ${seen.phase}`);
  });

  if (!soaking) return;
  it('takes effect within 2 s in every phase', async () => {
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

it('cancels an analysis that no worker has started at once', async () => {
  const { analysis_id: id } = await client.postDocument(docId, { tool: 'profile-my-data' });
  expect(await client.cancel(id)).toMatchObject({ status: 'cancelled' });
  expect(await suite.stack.queues.queue('analyses').getJob(id)).toBeUndefined();
  // As if Redis had not answered when the job was withdrawn.
  await suite.stack.queues.enqueue('analyze-file', { analysis_id: id }, { jobId: id, accountId: 'cancels' });
  const worker = await suite.worker();
  await worker.waitForLine(({ msg, job_id }) => msg === 'nothing left to do for this analysis' && job_id === id);
  await expectNothingLeft('profile-my-data', id);
  await worker.stop();
});
