import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type UploadSession, uploadSessions } from '../schema/index.ts';

/** The session in which a document is being uploaded. Its time may be over: until the sweep has seen it, it goes on. */
export async function findActiveSession(db: Db | Tx, docId: string): Promise<UploadSession | undefined> {
  const [session] = await db
    .select()
    .from(uploadSessions)
    .where(and(eq(uploadSessions.docId, docId), eq(uploadSessions.status, 'active')));
  return session;
}
