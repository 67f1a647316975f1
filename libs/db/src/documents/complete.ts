import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { isDuplicateKey } from '../errors.ts';
import { type Document, documents } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { endSession } from '../upload-sessions/index.ts';
import { dropChunks } from './chunks.ts';
import { getDocument } from './read.ts';
import { changeDocumentStatus, keepDocument } from './status.ts';

export interface StoredBytes {
  readonly accountId: string;
  readonly docId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where they are. A document that has been given up in the meantime has another key by now. */
  readonly s3Key?: string;
}

/**
 * Completes a document whose bytes have been stored. Returns the document with this content: `docId` itself, or one that the
 * account already had. In that case (`duplicate: true`) the new row has been deleted, and the caller deletes the object it
 * just stored. `also` runs in the transaction that completes a document.
 */
export async function completeDocument(
  db: Db,
  bytes: StoredBytes,
  also: (tx: Tx, docId: string) => Promise<void> = async () => {},
): Promise<{ document: Document; duplicate: boolean }> {
  try {
    await withTransaction(db, async (tx) => {
      await markComplete(tx, bytes);
      await also(tx, bytes.docId);
    });
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
    const fresh = present(await getDocument(tx, bytes));
    await tx.delete(documents).where(eq(documents.docId, bytes.docId));
    if (!known || known.uploadStatus === 'UPLOAD_COMPLETE') {
      await keepDocument(tx, present(known));
      return { document: present(known), duplicate: true };
    }
    // An upload of the same content was announced but has not arrived; use these bytes for it.
    await endSession(tx, known.docId, 'cancelled');
    await dropChunks(tx, known.docId);
    const { docId } = known;
    await changeDocumentStatus(tx, docId, 'arrive', { ...arrived(bytes), s3Key: fresh.s3Key, storage: 'single' });
    await also(tx, docId);
    return { document: present(await getDocument(tx, { ...bytes, docId })), duplicate: false };
  });
}

const arrived = ({ sha256, sizeBytes }: StoredBytes) => ({
  docHash256: sha256,
  fileSizeBytes: sizeBytes,
  failureReason: null,
  verifiedAt: sql`now(3)`,
});

async function markComplete(db: Tx, bytes: StoredBytes): Promise<void> {
  const { accountId, s3Key } = bytes;
  const atPlace = and(eq(documents.accountId, accountId), s3Key === undefined ? undefined : eq(documents.s3Key, s3Key));
  if (!(await changeDocumentStatus(db, bytes.docId, 'arrive', arrived(bytes), atPlace))) present(undefined);
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the document was deleted while it was being completed');
  return value;
}
