import { newId } from '@sluice/core';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runningJobs } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { beginJobRun, forgetJobRuns, type JobRunStart, recordAlone } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
});
afterAll(() => database?.drop());

/** Runs of one job, one after the other; `alone` if one gets its worker to itself. */
function aJob() {
  const jobId = newId();
  return async ({ alone = false, ...start }: JobRunStart & { alone?: boolean }) => {
    const key = { kind: 'import-file', jobId, runId: newId() };
    const begun = await beginJobRun(database.db, key, start);
    if (alone) await recordAlone(database.db, key);
    return begun;
  };
}

it('charges a job only with deaths of its worker while it ran alone and made no progress', async () => {
  const run = aJob();
  expect(await run({ stalls: 1, progress: '0', alone: true })).toEqual({ interrupted: true, crashes: 0 });
  expect(await run({ stalls: 2, progress: '0' })).toEqual({ interrupted: true, crashes: 1 });
  expect(await run({ stalls: 3, progress: '0', alone: true })).toEqual({ interrupted: true, crashes: 1 });
  expect(await run({ stalls: 4, progress: '0' })).toEqual({ interrupted: true, crashes: 2 });
  expect(await run({ stalls: 5, progress: '2000' })).toEqual({ interrupted: false, crashes: 0 });
});

it('does not take a run that ended well for one whose worker died', async () => {
  const run = aJob();
  expect(await run({ stalls: 1, progress: '', alone: true })).toEqual({ interrupted: true, crashes: 0 });
  expect(await run({ stalls: 1, progress: '' })).toEqual({ interrupted: false, crashes: 0 });
  expect(await run({ stalls: 2, progress: '' })).toEqual({ interrupted: true, crashes: 0 });
});

it('counts the progress of a run that was not recorded', async () => {
  expect(await aJob()({ stalls: 1, progress: '2000' })).toEqual({ interrupted: false, crashes: 0 });
});

it('lets only the newest run remove the record', async () => {
  const key = { kind: 'export-results', jobId: newId() };
  const [older, newer] = [newId(), newId()];
  await beginJobRun(database.db, { ...key, runId: older }, { stalls: 1, progress: '' });
  await beginJobRun(database.db, { ...key, runId: newer }, { stalls: 2, progress: '' });
  const left = () => database.db.select().from(runningJobs).where(eq(runningJobs.jobId, key.jobId));
  await forgetJobRuns(database.db, { ...key, runId: older });
  expect(await left()).toHaveLength(1);
  await forgetJobRuns(database.db, { ...key, runId: newer });
  expect(await left()).toEqual([]);
});
