import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { reprocessRuns } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import type { ReprocessRunKey } from './get.ts';
import { changeRunStatus } from './status.ts';

/**
 * Asks a run to stop; what it has uploaded stays. One that no worker has at the moment is `cancelled` at once: it waits
 * for its first worker, or for the end of the pause after a failed attempt. False: it is final or being cancelled.
 */
export async function requestRunCancel(db: Db, { accountId, runId }: ReprocessRunKey): Promise<boolean> {
  const { status, errorCode } = reprocessRuns;
  const ofAccount = eq(reprocessRuns.accountId, accountId);
  return withTransaction(db, async (tx) => {
    const [run] = await tx
      .select({ status, errorCode })
      .from(reprocessRuns)
      .where(and(eq(reprocessRuns.runId, runId), ofAccount))
      .for('update');
    const asked = await changeRunStatus(tx, runId, 'cancel', {}, ofAccount);
    // The error of a failed attempt stands there until the next claim.
    const idle = run?.status === 'pending' || run?.errorCode != null;
    if (asked && idle) await changeRunStatus(tx, runId, 'cancelled', { completedAt: sql`now(3)` }, ofAccount);
    return asked;
  });
}
