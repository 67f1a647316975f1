import { createLogger } from '@sluice/core';
import { expect, test } from 'vitest';
import { RowWatch } from './row-watch.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

/** Watches attempt 3 of a row that looks like this, until it has been looked at twice; the code that aborts it, if any. */
async function watched(row: { status: string; attempt: number } | undefined): Promise<string | undefined> {
  let looks = 0;
  let seen = (): void => {};
  const twice = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const look = async () => {
    if (++looks === 2) seen();
    return row;
  };
  const watch = new RowWatch({ what: 'analysis', attempt: 3, look }, new AbortController().signal, logger);
  await twice;
  watch.close();
  return watch.signal.aborted ? (watch.signal.reason as { code: string }).code : undefined;
}

test.concurrent.each([
  [{ status: 'processing', attempt: 3 }, undefined],
  // By this attempt, which has yet to clean up and to return its result.
  [{ status: 'completed', attempt: 3 }, undefined],
  [{ status: 'completed', attempt: 4 }, 'JOB_SUPERSEDED'],
  [{ status: 'processing', attempt: 4 }, 'JOB_SUPERSEDED'],
  [{ status: 'failed', attempt: 3 }, 'JOB_SUPERSEDED'],
  [{ status: 'cancelling', attempt: 3 }, 'JOB_CANCELLED'],
  [undefined, 'JOB_SUPERSEDED'],
])('an attempt whose row is %j ends with %s', async (row, code) => {
  expect(await watched(row)).toBe(code);
});
