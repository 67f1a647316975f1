import { and, desc } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type ReprocessRun, reprocessRuns } from '../schema/index.ts';

export interface ReprocessRunFilter {
  readonly accountId: AccountScope;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** The account's runs, newest first. */
export async function listReprocessRuns(db: Db, filter: ReprocessRunFilter): Promise<Page<ReprocessRun>> {
  const { accountId, createdAt, runId } = reprocessRuns;
  const rows = await db
    .select()
    .from(reprocessRuns)
    .where(and(inScope(accountId, filter.accountId), olderThan(createdAt, runId, filter.cursor)))
    .orderBy(desc(createdAt), desc(runId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
