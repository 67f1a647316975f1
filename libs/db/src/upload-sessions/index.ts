import { newId } from '@sluice/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type UploadSession, uploadSessions } from '../schema/index.ts';

export type { UploadSession } from '../schema/index.ts';

/** The time `seconds` from now, by the database's clock. */
const secondsFromNow = (seconds: number) => sql`now(3) + interval ${seconds} second`;

/** Creates a session for a locked document without an active one and returns its id. */
export async function createUploadSession(
  tx: Tx,
  { docId, seconds }: { docId: string; seconds: number },
): Promise<string> {
  const sessionId = newId();
  await tx.insert(uploadSessions).values({ sessionId, docId, expiresAt: secondsFromNow(seconds) });
  return sessionId;
}

/** The active session of a document. It may have expired; it stays active until the sweep ends it. */
export async function findActiveSession(db: Db | Tx, docId: string): Promise<UploadSession | undefined> {
  const [session] = await db
    .select()
    .from(uploadSessions)
    .where(and(eq(uploadSessions.docId, docId), eq(uploadSessions.status, 'active')));
  return session;
}

/** Extends an active session to `seconds` from now. False if it has ended. */
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
