import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { uploadSessions } from '../schema/index.ts';

/** The moment `seconds` from now, by the database's clock. */
export const secondsFromNow = (seconds: number) => sql`now(3) + interval ${seconds} second`;

/** A session of a document that is locked and has no active one. Answers its id. */
export async function createUploadSession(
  tx: Tx,
  { docId, seconds }: { docId: string; seconds: number },
): Promise<string> {
  const sessionId = newId();
  await tx.insert(uploadSessions).values({ sessionId, docId, expiresAt: secondsFromNow(seconds) });
  return sessionId;
}
