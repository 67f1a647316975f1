import { createLogger } from '@sluice/core';
import { analysisWork, finishAnalysis, getAnalysisReport } from '@sluice/db/analyses';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAnalysis } from '../../apps/worker/src/analyses/run-analysis.ts';
import { askAnalysis, peopleCsv, storeDocument } from '../harness/documents.ts';
import { plainTools } from '../harness/in-process/plain-tool.ts';
import { type InProcessWorker, inProcessWorker } from '../harness/in-process/worker.ts';
import { createStack, type Stack } from '../harness/index.ts';

const silent = createLogger({ service: 'test', level: 'silent' });
let stack: Stack;
let workers: InProcessWorker[] = [];

beforeAll(async () => {
  stack = await createStack();
  workers = await Promise.all([inProcessWorker(stack, plainTools()), inProcessWorker(stack, plainTools())]);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await stack?.close();
});

async function rowsOf(accountId: string, analysisId: string) {
  const { updatedAt: _, ...analysis } = (await analysisWork.get(stack.db, analysisId)) ?? {};
  const [[tally]] = (await stack.db.execute(sql`SELECT count(*) AS n FROM downloads`)) as unknown as [[{ n: number }]];
  return {
    analysis,
    report: await getAnalysisReport(stack.db, { accountId, analysisId }),
    downloads: await downloadsOfAnalysis(stack.db, { accountId, analysisId }),
    allDownloads: tally.n,
  };
}

it('two workers that run the same analysis at once leave one report with its downloads, ten times', async () => {
  const account = 'twice';
  const { docId } = await storeDocument(stack, account, peopleCsv(2_000));
  for (let round = 1; round <= 10; round++) {
    const analysisId = await askAnalysis(stack, account, docId, 'clean-my-data');
    const claim = await analysisWork.claim(stack.db, analysisId);
    if (!claim.claimed) throw new Error('not claimed');
    const { signal } = new AbortController();
    const run = (worker: InProcessWorker) =>
      runAnalysis(worker.deps, { analysis: claim.row, signal, logger: silent, say: () => {} });
    const [one, two] = await Promise.all(workers.map(run));
    const first = await rowsOf(account, analysisId);
    expect(first.analysis).toMatchObject({
      status: 'completed',
      attempt: 1,
      percent: 100,
      phase: null,
      totalRows: 2_000,
    });
    expect(
      first.downloads.map(({ kind, format, status, uploadAttempts }) => [kind, format, status, uploadAttempts]),
    ).toEqual([
      ['cleaned', 'csv', 'uploaded', 1],
      ['report', 'xlsx', 'uploaded', 1],
      ['report', 'json', 'uploaded', 1],
    ]);
    expect(first.allDownloads).toBe(3 * round);
    expect(one?.timestamp).toBe(two?.timestamp);
    expect(first.report).toMatchObject({ issueSummary: { total_issues: 667 } });
    expect(first.report?.rowLevelIssues).toHaveLength(667);
    // Persisting the same attempt again changes nothing.
    const again = {
      analysisId,
      attempt: 1,
      report: { other: true },
      reportS3Path: 'x',
      executionTimeMs: 1,
      ...unread,
      downloads: [],
    };
    expect(await finishAnalysis(stack.db, again)).toBe(true);
    expect(await rowsOf(account, analysisId)).toEqual(first);
    const keys: string[] = [];
    for await (const { key } of stack.storage.list(`${stack.storage.env}/clean-my-data/${analysisId}/`)) keys.push(key);
    expect(keys.sort()).toEqual(first.downloads.map(({ s3Path }) => s3Path).sort());
  }
});

const unread = { totalRows: 0, reading: {}, warnings: [] };

it('a superseded attempt and an attempt of a deleted analysis write nothing', async () => {
  const account = 'late';
  const { docId } = await storeDocument(stack, account, peopleCsv(10));
  const analysisId = await askAnalysis(stack, account, docId, 'profile-my-data');
  await analysisWork.claim(stack.db, analysisId);
  await analysisWork.claim(stack.db, analysisId);
  const end = { analysisId, report: {}, reportS3Path: null, executionTimeMs: 1, ...unread, downloads: [] };
  expect(await finishAnalysis(stack.db, { ...end, attempt: 1 })).toBe(false);
  expect(await analysisWork.get(stack.db, analysisId)).toMatchObject({ status: 'processing', attempt: 2 });
  await stack.db.execute(sql`DELETE FROM analysis_reports WHERE analysis_id = ${analysisId}`);
  expect(await finishAnalysis(stack.db, { ...end, attempt: 2 })).toBe(false);
  expect(await analysisWork.get(stack.db, analysisId)).toBeUndefined();
});
