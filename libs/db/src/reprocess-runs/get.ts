import { and, eq } from 'drizzle-orm';
import { inScope, type Scoped } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { type ReprocessRun, reprocessRuns } from '../schema/index.ts';

export interface ReprocessRunKey {
  readonly accountId: string;
  readonly runId: string;
}

/** The run of that account, if there is one. */
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
