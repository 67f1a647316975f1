import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs } from '../schema/index.ts';
import { ofAttempt } from './change-status.ts';

/** A worker that is stopping gives the import back in good order: this attempt does not count as idle. */
export async function releaseImport(db: Db, id: string, attempt: number): Promise<void> {
  await db
    .update(bulkImportJobs)
    .set({ idleAttempts: sql`greatest(cast(${bulkImportJobs.idleAttempts} as signed) - 1, 0)`, updatedAt: sql`now(3)` })
    .where(and(eq(bulkImportJobs.id, id), ofAttempt(attempt)));
}

/** Says on the row what made an attempt fail that will be tried again. The next claim clears it. */
export async function noteFailure(
  db: Db,
  { id, attempt, code, message }: { id: string; attempt: number; code: string; message: string },
): Promise<void> {
  await db
    .update(bulkImportJobs)
    .set({ errorCode: code, errorMessage: message.slice(0, 1_024), updatedAt: sql`now(3)` })
    .where(and(eq(bulkImportJobs.id, id), ofAttempt(attempt)));
}
