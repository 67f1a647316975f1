import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeStatus } from './change-status.ts';

/**
 * Asks a running import to stop. One that no worker has ever begun is `cancelled` at once. False: it is already final
 * or being cancelled.
 */
export async function requestCancel(db: Db, id: string): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const asked = await changeStatus(tx, id, 'cancel');
    if (asked) await changeStatus(tx, id, 'cancelled', { completedAt: sql`now(3)` }, eq(bulkImportJobs.attempt, 0));
    return asked;
  });
}

/** The worker has stopped: `cancelling` becomes `cancelled`. */
export const finishCancel = (db: Db, id: string): Promise<boolean> =>
  changeStatus(db, id, 'cancelled', { completedAt: sql`now(3)` });
