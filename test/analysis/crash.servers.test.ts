import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { analysisWork } from '@sluice/db/analyses';
import { isFinal } from '@sluice/db/lifecycle';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnalysisCalls, Random, type ToolName, useSuite, waitFor } from '../harness/index.ts';
import { fetchDelivered } from './support/agree.ts';
import { makeBigFile } from './support/big-file.ts';
import { artifactKeys, keysOf, rowsOf, spooledFiles } from './support/traces.ts';

const suite = useSuite();
const KILLS = 20;
/** Kills of one analysis, so that each comes to its end before long. */
const KILLS_EACH = 4;
const ROWS = 40_000;
const FILES = { 'profile-my-data': 2, 'clean-my-data': 4 } as const;

let spool = '';
beforeAll(async () => {
  spool = await mkdtemp(path.join(os.tmpdir(), 'sluice-test-spool-'));
});
afterAll(() => rm(spool, { recursive: true, force: true }));

const startWorker = () => suite.worker({ SPOOL_DIR: spool, ANALYSIS_THREADS: '2' });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function rowOf(id: string) {
  const row = await analysisWork.get(suite.stack.db, id);
  if (!row) throw new Error(`no analysis ${id}`);
  return row;
}

/** How long an undisturbed analysis takes from its claim, and what it makes of the table. */
async function undisturbed(client: AnalysisCalls, bytes: Buffer, tool: ToolName) {
  const worker = await startWorker();
  const { analysis_id: id } = await client.post(bytes, 'big.csv', { tool });
  await waitFor('a claim', async () => ((await rowOf(id)).attempt > 0 ? true : undefined));
  const claimed = Date.now();
  expect(await client.wait(id)).toMatchObject({ status: 'completed', error_message: null });
  const took = Date.now() - claimed;
  const { files, final } = await fetchDelivered(client, id);
  await worker.stop();
  const tables = [...files].filter(([name]) => name.endsWith('.csv')).map(([name, file]) => [name, sha256(file)]);
  const { downloads } = await rowsOf(suite.stack, id);
  return { took, tables, downloads, summary: final.report.issueSummary };
}

it(`survives ${KILLS} kills at random moments`, { timeout: 600_000 }, async () => {
  const random = new Random();
  console.log(`seed ${random.seed}`);
  const client = (await suite.api.client('killed')).analyses;
  const { bytes } = makeBigFile(random, ROWS);
  const whole = {
    'profile-my-data': await undisturbed(client, bytes, 'profile-my-data'),
    'clean-my-data': await undisturbed(client, bytes, 'clean-my-data'),
  };
  const moments: string[] = [];
  const analysed: string[] = [];
  let worker = await startWorker();
  for (let analyses = 0; moments.length < KILLS; analyses++) {
    const tool: ToolName = analyses % 2 === 0 ? 'clean-my-data' : 'profile-my-data';
    const { analysis_id: id } = await client.post(bytes, 'big.csv', { tool });
    analysed.push(id);
    for (let kills = 0, attempt = 1; kills < KILLS_EACH && moments.length < KILLS; kills++, attempt++) {
      const begun = await waitFor('a claim', async () => {
        const now = await rowOf(id);
        return now.attempt >= attempt || isFinal(now.status) ? now : undefined;
      });
      attempt = begun.attempt;
      await delay(random.int(0, whole[tool].took));
      const now = await rowOf(id);
      if (isFinal(now.status)) break;
      const next = startWorker();
      worker.kill('SIGKILL');
      await worker.exited;
      worker = await next;
      moments.push(`${tool} ${analyses}.${now.attempt}:${now.phase}`);
    }
    const done = await client.wait(id);
    expect(done, moments.join(' ')).toMatchObject({ status: 'completed', error_code: null });
    await checkOnce(client, id, tool, whole[tool]);
  }
  expect(await worker.stop()).toBe(0);
  console.log(`seed ${random.seed}; killed at ${moments.join(', ')}`);
  expect(await spooledFiles(spool)).toEqual([]);
  const known = await Promise.all(analysed.map(async (id) => (await rowsOf(suite.stack, id)).downloads));
  const paths = [...known.flat(), ...Object.values(whole).flatMap(({ downloads }) => downloads)].map(
    ({ s3_path }) => s3_path,
  );
  expect((await artifactKeys(suite.stack)).sort()).toEqual(paths.sort());
});

/** One report, the downloads that belong to it, and one object for each. */
async function checkOnce(
  client: AnalysisCalls,
  id: string,
  tool: ToolName,
  { tables, summary }: Awaited<ReturnType<typeof undisturbed>>,
): Promise<void> {
  const rows = await rowsOf(suite.stack, id);
  expect(rows.reports).toEqual([{ analysis_id: id, status: 'completed', has_report: 1 }]);
  expect(rows.downloads.map(({ status }) => status)).toEqual(Array(FILES[tool]).fill('uploaded'));
  expect((await keysOf(suite.stack, tool, id)).sort()).toEqual(rows.downloads.map(({ s3_path }) => s3_path).sort());
  const { files, final } = await fetchDelivered(client, id);
  const made = [...files].filter(([name]) => name.endsWith('.csv')).map(([name, file]) => [name, sha256(file)]);
  expect(made).toEqual(tables);
  expect(final.report.issueSummary).toEqual(summary);
}
