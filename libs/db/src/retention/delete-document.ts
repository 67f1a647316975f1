import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dropChunks, listChunks, type StoredChunk } from '../documents/chunks.ts';
import { changeDocumentStatus, lockDocument } from '../documents/status.ts';
import {
  type Document,
  documentChunks,
  documents,
  type StorageServer,
  storageServers,
  uploadSessions,
} from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { isUnused } from './documents.ts';

/** Everything of a document that is in storage. */
export interface StoredDocument {
  readonly document: Document;
  readonly chunks: readonly StoredChunk[];
  /** Where its upload sessions may have left objects: all storage servers, or none if it had no session. */
  readonly servers: readonly StorageServer[];
}

/** `in_use`: unfinished work reads it, it is being verified or has changed; `missing`: it does not exist. */
export type DocumentDeletion = 'deleted' | 'in_use' | 'missing';

export interface DeleteDocument {
  readonly docId: string;
  /** The `updated_at` that the caller read; if given, a document that has changed since is kept. */
  readonly unchangedSince?: Date;
  /** Throws, with nothing changed, if not all objects can be deleted now. */
  readonly canDelete: (stored: StoredDocument) => Promise<void>;
  /** Called outside any transaction, and again if an earlier call failed. */
  readonly deleteObjects: (stored: StoredDocument) => Promise<void>;
  /** Called in the transaction that marks the document, and in the one that deletes its row. */
  readonly note?: (tx: Tx, step: 'started' | 'done', document: Document) => Promise<void>;
}

/**
 * Deletes a document: first its objects, then its row. Before the first object goes, the row is marked, so that nothing
 * starts to use or upload it; no connection or lock is held while storage is called. Finished imports and analyses stay,
 * without a document. If `deleteObjects` fails halfway, the document stays marked and a later call resumes the deletion.
 */
export async function deleteDocument(db: Db, deletion: DeleteDocument): Promise<DocumentDeletion> {
  const { docId, canDelete, deleteObjects, note } = deletion;
  const seen = await withTransaction(db, (tx) => look(tx, deletion));
  if (typeof seen === 'string') return seen;
  await canDelete(seen);
  // Looked at again under the lock: it may have been used or moved in the meantime.
  const stored = await withTransaction(db, async (tx) => {
    const now = await look(tx, deletion);
    if (typeof now === 'string') return now;
    if (now.document.deletingAt === null) await markDeleting(tx, docId);
    await note?.(tx, 'started', now.document);
    return now;
  });
  if (typeof stored === 'string') return stored;
  await deleteObjects(stored);
  return withTransaction(db, async (tx) => {
    if (!(await lockDocument(tx, docId))) return 'missing';
    await dropChunks(tx, docId);
    await tx.delete(documents).where(and(eq(documents.docId, docId), isNotNull(documents.deletingAt)));
    await note?.(tx, 'done', stored.document);
    return 'deleted';
  });
}

/** Locks the document and returns what it has stored, or why it cannot be deleted. */
async function look(
  tx: Tx,
  { docId, unchangedSince }: DeleteDocument,
): Promise<StoredDocument | Exclude<DocumentDeletion, 'deleted'>> {
  const document = await lockDocument(tx, docId);
  if (!document) return 'missing';
  const changed = unchangedSince && document.updatedAt.getTime() !== unchangedSince.getTime();
  if (changed || !(await isFree(tx, document))) return 'in_use';
  return lockStored(tx, document);
}

/** Without its hash, the same content can be uploaded at once, as another document. */
async function markDeleting(tx: Tx, docId: string): Promise<void> {
  const failureReason = 'STORAGE_UNAVAILABLE: Deletion started but could not be completed.';
  await changeDocumentStatus(tx, docId, 'delete', { failureReason, docHash256: null, deletingAt: sql`now(3)` });
}

async function isFree(tx: Tx, { docId, uploadStatus }: Document): Promise<boolean> {
  if (uploadStatus === 'UPLOAD_VERIFYING') return false;
  const [free] = await tx
    .select({ docId: documents.docId })
    .from(documents)
    .where(and(eq(documents.docId, docId), isUnused(tx)));
  return free !== undefined;
}

/** Locks the chunks so that none moves to another server in the meantime. */
async function lockStored(tx: Tx, document: Document): Promise<StoredDocument> {
  const { docId } = document;
  await tx
    .select({ n: documentChunks.chunkNumber })
    .from(documentChunks)
    .where(eq(documentChunks.docId, docId))
    .for('update');
  const chunks = await listChunks(tx, docId);
  const [session] = await tx.select().from(uploadSessions).where(eq(uploadSessions.docId, docId)).limit(1);
  const servers = session || chunks.length > 0 ? await tx.select().from(storageServers) : [];
  return { document, chunks, servers };
}
