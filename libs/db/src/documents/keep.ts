import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

/** Nothing depends on the minute in which a document was used last. */
const OFTEN_MS = 3_600_000;

/** Somebody has found out that the account has this document already: its time begins anew. */
export async function keepDocument(
  db: Db | Tx,
  { docId, uploadStatus, updatedAt }: Pick<Document, 'docId' | 'uploadStatus' | 'updatedAt'>,
): Promise<void> {
  if (uploadStatus !== 'UPLOAD_COMPLETE' || updatedAt.getTime() > Date.now() - OFTEN_MS) return;
  await db
    .update(documents)
    .set({ updatedAt: sql`now(3)` })
    .where(and(eq(documents.docId, docId), eq(documents.uploadStatus, 'UPLOAD_COMPLETE')));
}
