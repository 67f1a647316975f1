import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type UploadSession, uploadSessions } from '../schema/index.ts';

/** Ends the document's active session, if it has one. */
export async function endSession(
  db: Db | Tx,
  docId: string,
  status: Exclude<UploadSession['status'], 'active'>,
): Promise<boolean> {
  const [{ affectedRows }] = await db
    .update(uploadSessions)
    .set({ status, updatedAt: sql`now(3)` })
    .where(and(eq(uploadSessions.docId, docId), eq(uploadSessions.status, 'active')));
  return affectedRows > 0;
}
