import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dropChunks, listChunks, type StoredChunk } from '../documents/chunks.ts';
import { loseDocument } from '../documents/lose.ts';
import { lockDocument } from '../documents/status.ts';
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
  readonly deleteObjects: (stored: StoredDocument) => Promise<void>;
}

/**
 * Deletes a document: first its objects, then its row, which stays locked so that nothing starts to use or upload it.
 * Finished imports and analyses stay, without a document. If `deleteObjects` fails halfway, the document is no longer
 * complete, and the callback's error is thrown.
 */
export async function deleteDocument(db: Db, deletion: DeleteDocument): Promise<DocumentDeletion> {
  const { docId, unchangedSince } = deletion;
  let begun = false;
  try {
    return await withTransaction(db, async (tx) => {
      const document = await lockDocument(tx, docId);
      if (!document) return 'missing';
      const changed = unchangedSince && document.updatedAt.getTime() !== unchangedSince.getTime();
      if (changed || !(await isFree(tx, document))) return 'in_use';
      const stored = await lockStored(tx, document);
      await deletion.canDelete(stored);
      begun = true;
      await deletion.deleteObjects(stored);
      await dropChunks(tx, docId);
      await tx.delete(documents).where(eq(documents.docId, docId));
      return 'deleted';
    });
  } catch (error) {
    const reason = 'STORAGE_UNAVAILABLE: Deletion started but could not be completed.';
    if (begun) await loseDocument(db, { docId, reason }).catch(() => {});
    throw error;
  }
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
