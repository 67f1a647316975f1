// @ts-check
import { readOr } from './process.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts of a vitest JSON report. Files that could not be loaded and errors outside of tests count as failures too,
 * although the report lists no failed test for them.
 * @param {string} file
 * @param {number} exitCode of vitest
 * @returns {Counts}
 */
export function countsOf(file, exitCode) {
  const text = readOr(file, '');
  const report = text === '' ? { testResults: [] } : JSON.parse(text);
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((/** @type {{ status: string }} */ test) => test.status === 'failed').length;
    const passed = assertionResults.filter((/** @type {{ status: string }} */ test) => test.status === 'passed').length;
    counts.passed += passed;
    counts.failed += status === 'failed' ? Math.max(1, failed) : failed;
    counts.skipped += assertionResults.length - passed - failed;
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** @param {Counts} counts */
export const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
