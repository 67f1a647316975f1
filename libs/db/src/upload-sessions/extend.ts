import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { uploadSessions } from '../schema/index.ts';
import { secondsFromNow } from './create.ts';

/** Somebody is at it: the session lives `seconds` from now. False: it has ended. */
export async function extendSession(
  db: Db | Tx,
  { sessionId, seconds }: { sessionId: string; seconds: number },
): Promise<boolean> {
  const [{ affectedRows }] = await db
    .update(uploadSessions)
    .set({ expiresAt: secondsFromNow(seconds), updatedAt: sql`now(3)` })
    .where(and(eq(uploadSessions.sessionId, sessionId), eq(uploadSessions.status, 'active')));
  return affectedRows === 1;
}
