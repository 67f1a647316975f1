import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeStatus } from './change-status.ts';

/**
 * Asks a running import to stop. One that no worker has at the moment is `cancelled` at once: it waits for its first
 * worker, to be run again, or for the end of the pause after a failed attempt. False: it is already final or being
 * cancelled.
 */
export async function requestCancel(db: Db, id: string): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const { status, errorCode } = bulkImportJobs;
    const [job] = await tx
      .select({ status, errorCode })
      .from(bulkImportJobs)
      .where(eq(bulkImportJobs.id, id))
      .for('update');
    const asked = await changeStatus(tx, id, 'cancel');
    // The error of a failed attempt stands there until the next claim.
    const idle = job?.status === 'pending' || job?.errorCode != null;
    if (asked && idle) await changeStatus(tx, id, 'cancelled', { completedAt: sql`now(3)` });
    return asked;
  });
}

/** The worker has stopped: `cancelling` becomes `cancelled`. */
export const finishCancel = (db: Db, id: string): Promise<boolean> =>
  changeStatus(db, id, 'cancelled', { completedAt: sql`now(3)` });
