// @ts-check
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsLine, countsOf } from './vitest-report.mjs';

/** @type {string} */
let folder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @param {{ status: string, tests: string[] }[]} files @param {number} exitCode */
async function lineOf(files, exitCode) {
  const file = path.join(folder, 'report.json');
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((status) => ({ status })),
  }));
  await writeFile(file, JSON.stringify({ testResults }));
  return countsLine(countsOf(file, exitCode));
}

describe('the line with the test counts', () => {
  it('adds up all files', async () => {
    const files = [
      { status: 'passed', tests: ['passed', 'passed'] },
      { status: 'failed', tests: ['passed', 'failed', 'failed'] },
    ];
    expect(await lineOf(files, 1)).toBe('3 passed, 2 failed');
  });

  it('mentions skipped tests only if there are any', async () => {
    expect(await lineOf([{ status: 'passed', tests: ['passed', 'skipped', 'todo', 'pending'] }], 0)).toBe(
      '1 passed, 0 failed, 3 skipped',
    );
  });

  it('counts a file that could not be loaded as a failure', async () => {
    expect(await lineOf([{ status: 'failed', tests: [] }], 1)).toBe('0 passed, 1 failed');
  });

  it('never reports zero failures if vitest failed', async () => {
    expect(await lineOf([{ status: 'passed', tests: ['passed'] }], 1)).toBe('1 passed, 1 failed');
    expect(countsLine(countsOf(path.join(folder, 'missing.json'), 1))).toBe('0 passed, 1 failed');
  });
});
