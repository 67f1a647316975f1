import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { isDuplicateKey } from '../errors.ts';
import { type Document, documents } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { getDocument } from './get.ts';

export interface StoredBytes {
  readonly accountId: string;
  readonly docId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * The bytes of a begun document are stored. Answers the document that holds this content: `docId` itself, or the one
 * that the account had already; then the new row is gone and the caller deletes the object it has just stored
 * (`duplicate: true`).
 */
export async function completeDocument(
  db: Db,
  bytes: StoredBytes,
): Promise<{ document: Document; duplicate: boolean }> {
  try {
    await markComplete(db, bytes);
    return { document: await getDocument(db, bytes).then(present), duplicate: false };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return withTransaction(db, async (tx) => {
    const [known] = await tx
      .select()
      .from(documents)
      .where(and(eq(documents.accountId, bytes.accountId), eq(documents.docHash256, bytes.sha256)))
      .for('update');
    if (known && known.uploadStatus !== 'UPLOAD_COMPLETE') {
      // An upload of the same content was announced but has not arrived: these bytes are it.
      const [fresh] = await tx.select().from(documents).where(eq(documents.docId, bytes.docId));
      await tx.delete(documents).where(eq(documents.docId, bytes.docId));
      await tx
        .update(documents)
        .set({ ...complete(bytes), s3Key: present(fresh).s3Key, storage: 'single' })
        .where(eq(documents.docId, known.docId));
      return { document: await getDocument(tx, { ...bytes, docId: known.docId }).then(present), duplicate: false };
    }
    await tx.delete(documents).where(eq(documents.docId, bytes.docId));
    return { document: present(known), duplicate: true };
  });
}

const complete = ({ sha256, sizeBytes }: StoredBytes) => ({
  docHash256: sha256,
  fileSizeBytes: sizeBytes,
  uploadStatus: 'UPLOAD_COMPLETE' as const,
  failureReason: null,
  updatedAt: sql`now(3)`,
});

async function markComplete(db: Db, bytes: StoredBytes): Promise<void> {
  await db
    .update(documents)
    .set(complete(bytes))
    .where(and(eq(documents.docId, bytes.docId), eq(documents.accountId, bytes.accountId)));
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the document vanished while it was being completed');
  return value;
}
