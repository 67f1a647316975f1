import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { documents } from '../schema/index.ts';

/** The bytes did not arrive; the row says why. A complete document stays complete. */
export async function failDocument(db: Db, { docId, reason }: { docId: string; reason: string }): Promise<void> {
  await db
    .update(documents)
    .set({ uploadStatus: 'UPLOAD_FAILED', failureReason: reason.slice(0, 1_024), updatedAt: sql`now(3)` })
    .where(and(eq(documents.docId, docId), ne(documents.uploadStatus, 'UPLOAD_COMPLETE')));
}
