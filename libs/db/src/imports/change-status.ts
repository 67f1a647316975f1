import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { bulkImportJobs } from '../schema/index.ts';
import { type ImportTransition, transition } from './status.ts';

/** One guarded update; false when the import is not where the transition begins. */
export async function changeStatus(
  db: Db | Tx,
  id: string,
  name: ImportTransition,
  set: Omit<MySqlUpdateSetSource<typeof bulkImportJobs>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = transition(name);
  const [{ affectedRows }] = await db
    .update(bulkImportJobs)
    .set({ updatedAt: sql`now(3)`, ...set, status: to })
    .where(and(eq(bulkImportJobs.id, id), inArray(bulkImportJobs.status, from), guard));
  return affectedRows === 1;
}

/** Only the newest attempt may change anything. */
export const ofAttempt = (attempt: number): SQL => eq(bulkImportJobs.attempt, attempt);
