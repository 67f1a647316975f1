import { newId } from '@sluice/core';
import { eq, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { analysisWork, createAnalysis } from '../analyses/index.ts';
import type { Db } from '../client.ts';
import { createImport, importWork } from '../imports/index.ts';
import { createReprocessRun, runWork } from '../reprocess-runs/index.ts';
import { analysisReports, bulkImportJobs, documents, reprocessRuns } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Edge, lifecycle, type WorkStatus } from './transitions.ts';
import type { Work, WorkTable } from './types.ts';

let database: TestDatabase;
const docId = newId();
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
  const document = { docId, accountId: 'one', originalFilename: 'a', contentType: 'text/csv', s3Key: 'k' };
  await database.db.insert(documents).values(document);
});
afterAll(() => database.drop());

interface AnyRow {
  readonly status: string;
  readonly attempt: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

interface Kind {
  readonly work: Work<WorkTable, AnyRow, string, readonly unknown[]>;
  readonly table: MySqlTable;
  readonly id: MySqlColumn;
  readonly waiting: 'pending' | 'queued';
  readonly edges: Readonly<Record<string, Edge>>;
  /** The arguments of `claim` after the id. */
  readonly given: readonly unknown[];
  /** Inserts a new row for the account. */
  readonly create: (db: Db, accountId: string) => Promise<string>;
}

const STATUSES: readonly Exclude<WorkStatus, 'pending' | 'queued'>[] = [
  'processing',
  'completed',
  'failed',
  'cancelling',
  'cancelled',
];
const LONG = 'x'.repeat(1_025);

/** The behavior that every kind of work shares. */
function describeLifecycle(name: string, kind: Kind): void {
  const { work, edges, given, table: rows, id: idColumn, waiting } = kind;
  const statuses: readonly WorkStatus[] = [waiting, ...STATUSES];
  const accountId = 'one';
  const create = () => kind.create(database.db, accountId);
  const set = (id: string, columns: object) => database.db.update(rows).set(columns).where(eq(idColumn, id));
  const row = async (id: string) => {
    const [found] = await database.db.select().from(rows).where(eq(idColumn, id));
    return found as Record<string, unknown>;
  };
  const claim = async (id: string) => {
    const claimed = await work.claim(database.db, id, ...given);
    if (!claimed.claimed) throw new Error('not claimed');
    return { id, attempt: claimed.row.attempt };
  };

  describe(`the lifecycle of ${name}`, () => {
    beforeEach(async () => {
      await database.db.delete(rows);
    });

    it.each(Object.entries(edges))('lets %s start only where the transition table says', async (edge, { from, to }) => {
      for (const status of statuses) {
        const id = await create();
        await set(id, { status });
        const changed = await work.changeStatus(database.db, id, edge);
        expect([status, changed]).toEqual([status, from.includes(status)]);
        expect(await row(id)).toMatchObject({ status: changed ? to : status });
      }
    });

    it('claims under a new attempt number and clears the last error', async () => {
      const id = await create();
      expect(await claim(id)).toEqual({ id, attempt: 1 });
      await work.noteFailure(database.db, { id, attempt: 1 }, { code: 'STORAGE_UNAVAILABLE', message: LONG });
      expect(await row(id)).toMatchObject({ errorCode: 'STORAGE_UNAVAILABLE', errorMessage: LONG.slice(1) });
      expect(await claim(id)).toEqual({ id, attempt: 2 });
      expect(await row(id)).toMatchObject({ status: 'processing', errorCode: null, errorMessage: null });
      expect(await work.watch(database.db, id)).toEqual({ status: 'processing', attempt: 2 });
    });

    it('gives two concurrent claims different attempt numbers', async () => {
      const id = await create();
      const claims = await Promise.all([claim(id), claim(id)]);
      expect(claims.map(({ attempt }) => attempt).sort()).toEqual([1, 2]);
    });

    it('does not claim a row that is missing, final or being cancelled', async () => {
      const missing = '00000000-0000-7000-8000-000000000000';
      expect(await work.claim(database.db, missing, ...given)).toEqual({ claimed: false, row: undefined });
      expect(await work.watch(database.db, missing)).toBeUndefined();
      for (const status of ['completed', 'failed', 'cancelling', 'cancelled']) {
        const id = await create();
        await set(id, { status });
        const declined = await work.claim(database.db, id, ...given);
        expect(declined).toMatchObject({ claimed: false, row: { status, attempt: 0 } });
      }
    });

    it('lets only the newest attempt fail the row or note a failure', async () => {
      const id = await create();
      const old = await claim(id);
      const newest = await claim(id);
      const before = await row(id);
      const failure = { code: 'INTERNAL', message: 'late' };
      expect(await work.fail(database.db, id, { ...failure, attempt: old.attempt })).toBe(false);
      await work.noteFailure(database.db, old, failure);
      expect(await row(id)).toEqual(before);
      expect(await row(id)).toMatchObject({ status: 'processing', attempt: newest.attempt });
      expect(await work.fail(database.db, id, { ...failure, ...newest })).toBe(true);
      const failed = await row(id);
      expect(failed).toMatchObject({ status: 'failed', errorCode: 'INTERNAL', errorMessage: 'late' });
      expect(failed.completedAt).toBeInstanceOf(Date);
    });

    it('cancels rows without a worker at once: a new row, and one that waits for its next attempt', async () => {
      const fresh = await create();
      const pausing = await create();
      await work.noteFailure(database.db, await claim(pausing), { code: 'STORAGE_UNAVAILABLE', message: 'away' });
      for (const id of [fresh, pausing]) {
        expect(await work.requestCancel(database.db, { accountId, id })).toBe(true);
        const cancelled = await row(id);
        expect(cancelled.status).toBe('cancelled');
        expect(cancelled.completedAt).toBeInstanceOf(Date);
      }
    });

    it('cancels a running row when its worker has stopped', async () => {
      const id = await create();
      await claim(id);
      expect(await work.finishCancel(database.db, id)).toBe(false);
      expect(await work.requestCancel(database.db, { accountId, id })).toBe(true);
      expect(await row(id)).toMatchObject({ status: 'cancelling', completedAt: null });
      expect(await work.requestCancel(database.db, { accountId, id })).toBe(false);
      expect(await work.finishCancel(database.db, id)).toBe(true);
      expect((await row(id)).completedAt).toBeInstanceOf(Date);
      expect(await work.requestCancel(database.db, { accountId, id })).toBe(false);
    });

    it('does not cancel a row of another account', async () => {
      const id = await create();
      expect(await work.requestCancel(database.db, { accountId: 'two', id })).toBe(false);
      expect(await row(id)).toMatchObject({ status: waiting });
    });

    it('lists rows without a job, ordered by id: never enqueued, or unfinished and unchanged', async () => {
      const query = { graceSeconds: 5, quietSeconds: 300, limit: 10 };
      const ago = (seconds: number) => sql`now(3) - interval ${seconds} second`;
      const made: string[] = [];
      for (const status of statuses) {
        const id = await create();
        await set(id, { status, createdAt: ago(600), updatedAt: ago(301), enqueuedAt: ago(600) });
        made.push(id);
      }
      const [waits, runs, , , cancelling] = made as [string, string, string, string, string];
      const listed = [waits, runs, cancelling];
      const ids = async (changes = {}) =>
        (await work.listUnqueued(database.db, { ...query, ...changes })).map(({ id }) => id);
      expect(await ids()).toEqual(listed);
      expect(await ids({ limit: 2 })).toEqual(listed.slice(0, 2));
      expect(await ids({ afterId: waits })).toEqual(listed.slice(1));
      expect(await ids({ quietSeconds: 900 })).toEqual([]);
      await set(waits, { enqueuedAt: null });
      expect(await work.listUnqueued(database.db, { ...query, quietSeconds: 900 })).toEqual([
        { id: waits, accountId, status: waiting },
      ]);
      expect(await ids({ quietSeconds: 900, graceSeconds: 900 })).toEqual([]);
      await work.markEnqueued(database.db, [waits]);
      await work.markEnqueued(database.db, []);
      expect(await ids({ quietSeconds: 900 })).toEqual([]);
    });

    it('counts the unfinished rows of accounts up to the given limit', async () => {
      for (const status of statuses) await set(await create(), { status });
      await kind.create(database.db, 'two');
      const accounts = ['nobody', accountId, 'two', accountId];
      expect(await work.countUnfinished(database.db, accounts, 10)).toEqual([0, 3, 1, 3]);
      expect(await work.countUnfinished(database.db, accounts, 2)).toEqual([0, 2, 1, 2]);
      expect(await work.countUnfinished(database.db, [], 10)).toEqual([]);
    });
  });
}

describeLifecycle('imports', {
  work: importWork,
  table: bulkImportJobs,
  id: bulkImportJobs.id,
  waiting: 'pending',
  edges: lifecycle('pending'),
  given: [100],
  create: (db, accountId) => createImport(db, { accountId, docId, importer: 'assets', options: {}, traceId: newId() }),
});

describeLifecycle('analyses', {
  work: analysisWork,
  table: analysisReports,
  id: analysisReports.analysisId,
  waiting: 'queued',
  edges: lifecycle('queued'),
  given: [],
  create: (db, accountId) =>
    createAnalysis(db, { accountId, docId, tool: 'profile-my-data', options: {}, traceId: newId() }),
});

describeLifecycle('re-processing runs', {
  work: runWork,
  table: reprocessRuns,
  id: reprocessRuns.runId,
  waiting: 'pending',
  edges: lifecycle('pending'),
  given: [],
  create: (db, accountId) => createReprocessRun(db, { accountId, filter: {}, traceId: newId() }),
});

describe('the lifecycle of imports', () => {
  it('keeps the rows per batch of the first claim', async () => {
    const { db } = database;
    const id = await createImport(db, { accountId: 'one', docId, importer: 'assets', options: {}, traceId: newId() });
    const claimed = async (batchRows: number) => {
      const { row } = await importWork.claim(db, id, batchRows);
      return [row?.attempt, row?.batchRows];
    };
    expect(await claimed(100)).toEqual([1, 100]);
    expect(await claimed(200)).toEqual([2, 100]);
  });
});
