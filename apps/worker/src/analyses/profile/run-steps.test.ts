import { AppError, createLogger } from '@sluice/core';
import { profileParameters } from '@sluice/jobs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RowIssues } from '../shared/row-issues.ts';
import { profileText } from '../test/run-profile.ts';
import { loadText, openTestEngine, type TestEngine } from '../test/with-engine.ts';
import { runSteps } from './run-steps.ts';
import { columnsStep } from './steps/columns.ts';
import type { Profile, ProfileStep } from './types.ts';

let test: TestEngine;
beforeEach(async () => {
  test = await openTestEngine();
});
afterEach(() => test.close());

const signal = new AbortController().signal;
const context = {
  signal,
  progress: () => undefined,
  logger: createLogger({ service: 'test', level: 'silent' }),
};

async function run(steps: readonly ProfileStep[]) {
  const { engine } = test;
  const source = await loadText(test, 'a\n1\n');
  const profile: Profile = {
    ...{ engine, source, compared: undefined, parameters: profileParameters.parse({}), columns: [] },
    ...{
      numbersTable: undefined,
      numbers: [],
      duplicateRows: 0,
      brokenKeys: [],
      inconsistentCells: 0,
      grade: undefined,
    },
  };
  const rowIssues = await RowIssues.open(engine, 'issues');
  const runs = await runSteps(steps, profile, rowIssues, context);
  return { reports: runs.map(({ report }) => report), summary: await rowIssues.finish() };
}

const fine: ProfileStep = { key: 'fine', title: 'Fine', run: async () => ({ numbers: { seen: 1 }, findings: [] }) };
const issue = { position: 0, label: 'a', type: 'odd', severity: 'info' } as const;

describe('runSteps', () => {
  it('reports a step that fails, discards its row issues and continues', async () => {
    const half: ProfileStep = {
      key: 'half',
      title: 'Half',
      run: async () => ({
        numbers: {},
        findings: null,
        rowIssues: [
          { ...issue, query: "SELECT 2 AS _row, 'm' AS message, NULL AS value" },
          { ...issue, query: 'SELECT nothing FROM nowhere' },
        ],
      }),
    };
    const { reports, summary } = await run([columnsStep, half, fine]);
    expect(reports).toMatchObject([
      { key: 'columns', status: 'completed' },
      { key: 'half', status: 'failed', reason: expect.stringContaining('internal error') },
      { key: 'fine', status: 'completed', before: { seen: 1 } },
    ]);
    expect(summary.total_issues).toBe(0);
  });

  it('skips all other steps if the columns could not be profiled', async () => {
    const failing: ProfileStep = { ...columnsStep, run: () => Promise.reject(new Error('no luck')) };
    const { reports } = await run([failing, fine]);
    expect(reports).toMatchObject([
      { key: 'columns', status: 'failed', reason: expect.stringContaining('internal error') },
      { key: 'fine', status: 'skipped', reason: 'the columns could not be profiled' },
    ]);
  });

  it('rejects with an error that ends the job', async () => {
    const reason = new AppError('JOB_CANCELLED', 'cancelled');
    const cancelled: ProfileStep = { ...fine, run: () => Promise.reject(reason) };
    await expect(run([cancelled])).rejects.toBe(reason);
  });

  it('rejects with the reason of the signal when it aborts during any step', async () => {
    const controller = new AbortController();
    const reason = new AppError('JOB_CANCELLED', 'cancelled');
    controller.abort(reason);
    await expect(profileText(test, 'a\n1\n', { signal: controller.signal })).rejects.toBe(reason);
  });
});
