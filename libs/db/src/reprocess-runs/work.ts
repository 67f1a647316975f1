import { newId } from '@sluice/core';
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { type AccountScope, inScope, type Scoped } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { defineWork, lifecycle } from '../lifecycle/index.ts';
import { inOrder, type ListIndexes, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import {
  type ReprocessFilter,
  type ReprocessRun,
  reprocessRuns,
  type reprocessStatuses,
} from '../schema/reprocess-runs.ts';

export type ReprocessStatus = (typeof reprocessStatuses)[number];

/** The lifecycle of re-processing runs. Finished deliveries stay; each attempt resumes where the last one stopped. */
export const runWork = defineWork({
  table: reprocessRuns,
  id: reprocessRuns.runId,
  waiting: 'pending',
  edges: lifecycle('pending'),
  columns: getTableColumns(reprocessRuns),
  accountIndex: 'reprocess_runs_account_status',
  statusIndex: 'reprocess_runs_status',
});

export interface NewReprocessRun {
  readonly accountId: string;
  readonly filter: ReprocessFilter;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/** Inserts a new run with status `pending` and returns its id. Enqueue it afterwards. */
export async function createReprocessRun(db: Db | Tx, input: NewReprocessRun): Promise<string> {
  const runId = newId();
  await db.insert(reprocessRuns).values({ runId, ...input });
  return runId;
}

/** Completes a run that has tried every matching download. False if a newer attempt has taken over or it was cancelled. */
export const finishRun = (db: Db, { runId, attempt }: ReprocessRun): Promise<boolean> =>
  runWork.changeStatus(db, runId, 'complete', { completedAt: sql`now(3)` }, runWork.ofAttempt(attempt));

export interface ReprocessRunKey {
  readonly accountId: string;
  readonly runId: string;
}

/** The account's run with this id, or undefined. */
export async function getReprocessRun(
  db: Db | Tx,
  { accountId, runId }: Scoped<ReprocessRunKey>,
): Promise<ReprocessRun | undefined> {
  const [run] = await db
    .select()
    .from(reprocessRuns)
    .where(and(eq(reprocessRuns.runId, runId), inScope(reprocessRuns.accountId, accountId)));
  return run;
}

export interface ReprocessRunFilter {
  readonly accountId: AccountScope;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

const indexes: ListIndexes = { account: 'reprocess_runs_account', every: 'reprocess_runs_created' };

/** The account's runs, newest first. */
export async function listReprocessRuns(db: Db, filter: ReprocessRunFilter): Promise<Page<ReprocessRun>> {
  const { accountId, createdAt, runId } = reprocessRuns;
  const rows = await db
    .select()
    .from(reprocessRuns, inOrder(indexes, filter))
    .where(and(inScope(accountId, filter.accountId), olderThan(createdAt, runId, filter.cursor)))
    .orderBy(desc(createdAt), desc(runId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
