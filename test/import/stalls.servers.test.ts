import { downloadId, newId } from '@sluice/core';
import { promised } from '@sluice/core/testing';
import { getDownloadById, loseObject } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { createReprocessRun, runWork } from '@sluice/db/reprocess-runs';
import { FaultProxy } from '@sluice/storage/testing';
import { expect, it, onTestFinished } from 'vitest';
import {
  type Client,
  openGate,
  Random,
  READS,
  tail,
  through,
  useSuite,
  WRITES,
  waitFor,
  waitForState,
} from '../harness/index.ts';
import { checkCompleted } from './support/check.ts';
import { makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { expectImport } from './support/oracle.ts';

const suite = useSuite();
const ROWS = 2_000;
const BATCH = 500;
const CANCEL_MS = 2_000;
let accounts = 0;

const rowOf = async (id: string) => {
  const row = await importWork.get(suite.stack.db, id);
  if (!row) throw new Error(`no import ${id}`);
  return row;
};

interface Stalled {
  readonly jobId: string;
  readonly client: Client;
  /** Lets the server answer again. */
  readonly over: () => Promise<void>;
  /** Waits for the import to end and compares its rows with the oracle. */
  readonly check: () => Promise<void>;
}

type Place = 'S3 while the document is read' | 'S3 at the result file' | 'a lock of MySQL' | 'MySQL as a whole';
const PLACES: Place[] = ['S3 while the document is read', 'S3 at the result file', 'a lock of MySQL'];

/** S3 and MySQL of the suite, which can fall silent. */
async function openServers() {
  const { stack } = suite;
  const gate = await openGate(stack.storageEnv.S3_ENDPOINT ?? '');
  const mysql = await FaultProxy.start(stack.databaseUrl);
  onTestFinished(async () => {
    await suite.killWorkers();
    await gate.close();
    await mysql.close();
  });
  const start = () =>
    suite.worker({
      S3_ENDPOINT: gate.endpoint,
      DATABASE_URL: through(stack.databaseUrl, mysql),
      IMPORT_BATCH_ROWS: String(BATCH),
    });
  return { gate, mysql, start };
}

/** An import whose running worker waits for something that does not answer. */
async function stalledAt(
  { gate, mysql }: Awaited<ReturnType<typeof openServers>>,
  place: Place,
  fields: Record<string, string> = {},
): Promise<Stalled> {
  const { stack, api } = suite;
  const account = `stalls-${++accounts}`;
  const file = makeFile(new Random(), { rows: ROWS, prefix: 'N', bad: fields.on_invalid ? 0 : 0.02 });
  const client = await api.client(account);
  const { at, key } = addedRow(file, new Map(), ROWS / 2);
  const release = place.includes('MySQL') ? await holdKey(stack.databaseUrl, account, key) : async () => {};
  const held = place.startsWith('S3') ? gate.shut(place.includes('result') ? WRITES : READS) : undefined;
  const { job_id: jobId } = await client.imports.post(file.bytes, fields);
  if (held) await held.reached;
  else {
    await waitForState(
      'the middle',
      () => rowOf(jobId),
      ({ processedRows, checkedRows }) => Math.max(processedRows, checkedRows) === Math.floor(at / BATCH) * BATCH,
      60_000,
    );
  }
  if (place === 'MySQL as a whole') mysql.set({ stallDownAfter: 0 });
  return {
    jobId,
    client,
    over: async () => {
      held?.open();
      mysql.set({});
      await release();
    },
    check: async () => {
      await client.imports.wait(jobId);
      const expected = expectImport(file.records, new Map(), jobId, fields);
      await checkCompleted({ url: stack.databaseUrl, account, client, jobId, expected });
    },
  };
}

it('a cancellation takes effect within 2 s, whatever the worker waits for', async () => {
  const servers = await openServers();
  const worker = await servers.start();
  for (const place of PLACES) {
    for (const fields of [{}, { on_invalid: 'abort' }] as Record<string, string>[]) {
      const { jobId, client, over } = await stalledAt(servers, place, fields);
      const inTime = promised(CANCEL_MS);
      await client.imports.cancel(jobId);
      const cancelled = async () => ((await rowOf(jobId)).status === 'cancelled' ? true : undefined);
      // S3 and locks are given up by themselves after 30 s at the earliest.
      await waitFor(`the end of an import that waits for ${place}`, cancelled, 15_000);
      inTime();
      await over();
    }
  }
  expect(await worker.stop()).toBe(0);
});

it('SIGTERM ends a worker in time and gives its job back, whatever it waits for', async () => {
  const servers = await openServers();
  const checks: Stalled['check'][] = [];
  for (const place of [...PLACES, 'MySQL as a whole'] as Place[]) {
    const worker = await servers.start();
    const { jobId, over, check } = await stalledAt(servers, place);
    worker.kill('SIGTERM');
    // 0 also shows that it stopped in time: a worker that takes longer than 9.5 s kills itself.
    expect((await worker.exited).code, `${place}: ${tail(worker.lines)}`).toBe(0);
    const queue = suite.stack.queues.queue('imports');
    const job = await queue.getJob(jobId);
    expect(await job?.getState(), place).toBe('waiting');
    expect(await rowOf(jobId)).toMatchObject({ status: 'processing', attempt: 1 });
    await job?.remove();
    await over();
    checks.push(async () => {
      await suite.stack.queues.enqueueRows('import-file', [{ id: jobId, accountId: null }]);
      await check();
      expect(await rowOf(jobId)).toMatchObject({ status: 'completed', attempt: 2 });
    });
  }
  await servers.start();
  for (const check of checks) await check();
});

it('a run is cancelled within 2 s and a delivery is given back while S3 does not take a file', async () => {
  const { stack } = suite;
  const { db, queues } = stack;
  const servers = await openServers();
  const worker = await servers.start();
  const client = await suite.api.client('deliveries');
  const file = makeFile(new Random(), { rows: 50, prefix: 'N' });
  const { job_id: jobId } = await client.imports.post(file.bytes);
  await client.imports.wait(jobId);
  const id = downloadId(jobId, 'import-results', 'csv');
  const lose = () => loseObject(db, id, { code: 'STORAGE_NOT_FOUND', message: 'It is lost.' });

  await lose();
  let held = servers.gate.shut(WRITES);
  const runId = await createReprocessRun(db, { accountId: 'deliveries', filter: {}, traceId: newId() });
  await queues.enqueue('reprocess-run', { run_id: runId }, { jobId: runId, accountId: null });
  await held.reached;
  const inTime = promised(CANCEL_MS);
  await runWork.requestCancel(db, { accountId: 'deliveries', id: runId });
  const cancelled = async () => ((await runWork.get(db, runId))?.status === 'cancelled' ? true : undefined);
  await waitFor('the end of the run', cancelled, 15_000);
  inTime();
  held.open();

  held = servers.gate.shut(WRITES);
  await queues.enqueue('upload-artifact', { download_id: id }, { jobId: id, accountId: null });
  await held.reached;
  worker.kill('SIGTERM');
  expect((await worker.exited).code, tail(worker.lines)).toBe(0);
  expect(await (await queues.queue('artifact-uploads').getJob(id))?.getState()).toBe('waiting');
  held.open();
  await servers.start();
  const uploaded = async () => ((await getDownloadById(db, id))?.status === 'uploaded' ? true : undefined);
  await waitFor('the delivery', uploaded);
});
