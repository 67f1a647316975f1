import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { repeats, soaking } from '@sluice/core/testing';
import { analysisWork } from '@sluice/db/analyses';
import { isFinal } from '@sluice/db/lifecycle';
import { expect, it } from 'vitest';
import {
  type AnalysisCalls,
  type Env,
  openGate,
  Random,
  READS,
  type ToolName,
  useSuite,
  WRITES,
  waitFor,
} from '../harness/index.ts';
import { fetchDelivered } from './support/agree.ts';
import { makeBigFile } from './support/big-file.ts';
import { artifactKeys, keysOf, rowsOf, spooledFiles } from './support/traces.ts';

const suite = useSuite();
/** Kills at random moments, in `npm run soak` only. */
const KILLS = 20;
/** At most this many kills per analysis, so that each one ends. */
const KILLS_EACH = 4;
const ROWS = repeats(5_000, 40_000);
const FILES = { 'profile-my-data': 2, 'clean-my-data': 4 } as const;

const startWorker = (env: Env = {}) => suite.worker({ ANALYSIS_THREADS: '2', ...env });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function rowOf(id: string) {
  const row = await analysisWork.get(suite.stack.db, id);
  if (!row) throw new Error(`no analysis ${id}`);
  return row;
}

/** How long an undisturbed analysis takes from its claim, and its results. */
type Whole = Awaited<ReturnType<typeof undisturbed>>;

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

it('survives a kill in every phase, and leaves one report and its files', async () => {
  const { stack } = suite;
  const client = (await suite.api.client('killed')).analyses;
  const { bytes } = makeBigFile(new Random(), ROWS);
  const whole = {
    'profile-my-data': await undisturbed(client, bytes, 'profile-my-data'),
    'clean-my-data': await undisturbed(client, bytes, 'clean-my-data'),
  };
  const ids: string[] = [];
  for (const tool of ['clean-my-data', 'profile-my-data'] as const) {
    const id = await killInEveryPhase(client, bytes, tool);
    await checkOnce(client, id, tool, whole[tool]);
    ids.push(id);
  }
  if (soaking) ids.push(...(await killAtRandom(client, bytes, whole)));
  expect(await spooledFiles(suite.spool)).toEqual([]);
  const known = await Promise.all(ids.map(async (id) => (await rowsOf(stack, id)).downloads));
  const paths = [...known.flat(), ...Object.values(whole).flatMap(({ downloads }) => downloads)].map(
    ({ s3_path }) => s3_path,
  );
  expect((await artifactKeys(stack)).sort()).toEqual(paths.sort());
});

/** Kills the worker before the file has been read, while the engine works, and while the artifacts are stored. */
async function killInEveryPhase(client: AnalysisCalls, bytes: Buffer, tool: ToolName): Promise<string> {
  const gate = await openGate(suite.stack.storageEnv.S3_ENDPOINT ?? '');
  const start = () => startWorker({ S3_ENDPOINT: gate.endpoint });
  let worker = await start();
  const reading = gate.shut(READS);
  const { analysis_id: id } = await client.post(bytes, 'big.csv', { tool });
  await reading.reached;
  await suite.crash(worker);

  // Nothing can be stored, so the analysis cannot finish before the kill.
  gate.shut(WRITES);
  worker = await start();
  const working = await waitFor('the engine', async () => {
    const row = await rowOf(id);
    return row.attempt === 2 && row.phase !== null && row.phase !== 'reading' ? row : undefined;
  });
  await suite.crash(worker);

  const storing = gate.shut(WRITES);
  worker = await start();
  await storing.reached;
  await suite.crash(worker);
  storing.open();

  worker = await start();
  expect(await client.wait(id)).toMatchObject({ status: 'completed', attempt: 4, error_code: null });
  expect(await worker.stop()).toBe(0);
  await gate.close();
  console.log(`${tool}: killed when reading, when ${working.phase}, and when storing`);
  return id;
}

async function killAtRandom(client: AnalysisCalls, bytes: Buffer, whole: Record<ToolName, Whole>): Promise<string[]> {
  const random = new Random();
  const moments: string[] = [];
  const analyzed: string[] = [];
  let worker = await startWorker();
  for (let analyses = 0; moments.length < KILLS; analyses++) {
    const tool: ToolName = analyses % 2 === 0 ? 'clean-my-data' : 'profile-my-data';
    const { analysis_id: id } = await client.post(bytes, 'big.csv', { tool });
    analyzed.push(id);
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
      await suite.crash(worker);
      worker = await next;
      moments.push(`${tool} ${analyses}.${now.attempt}:${now.phase}`);
    }
    const done = await client.wait(id);
    expect(done, moments.join(' ')).toMatchObject({ status: 'completed', error_code: null });
    await checkOnce(client, id, tool, whole[tool]);
  }
  expect(await worker.stop()).toBe(0);
  console.log(`seed ${random.seed}; killed at ${moments.join(', ')}`);
  return analyzed;
}

/** Expects one report with its downloads, one object for each, and the same results as without a kill. */
async function checkOnce(client: AnalysisCalls, id: string, tool: ToolName, { tables, summary }: Whole): Promise<void> {
  const rows = await rowsOf(suite.stack, id);
  expect(rows.reports).toEqual([{ analysis_id: id, status: 'completed', has_report: 1 }]);
  expect(rows.downloads.map(({ status }) => status)).toEqual(Array(FILES[tool]).fill('uploaded'));
  expect((await keysOf(suite.stack, tool, id)).sort()).toEqual(rows.downloads.map(({ s3_path }) => s3_path).sort());
  const { files, final } = await fetchDelivered(client, id);
  const made = [...files].filter(([name]) => name.endsWith('.csv')).map(([name, file]) => [name, sha256(file)]);
  expect(made).toEqual(tables);
  expect(final.report.issueSummary).toEqual(summary);
}
