import { newId } from '@sluice/core';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { retryConflicts } from '../transaction.ts';
import { keepDocument } from './keep.ts';

export interface AnnouncedDocument {
  readonly accountId: string;
  /** SHA-256, hex in lower case. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly storage: Document['storage'];
  /** Where the bytes of a document with this id would lie. */
  readonly keyOf: (docId: string) => string;
  readonly traceId: string;
}

/** The account's document of this content. However many ask at once, one of them creates it (`isNew`). */
export async function findOrCreateDocument(
  db: Db,
  announced: AnnouncedDocument,
): Promise<{ document: Document; isNew: boolean }> {
  return retryConflicts(async () => {
    const known = await findByHash(db, announced);
    if (known) {
      await keepDocument(db, known);
      return { document: known, isNew: false };
    }
    await db.insert(documents).values(rowOf(announced));
    const document = await findByHash(db, announced);
    if (!document) throw new Error('the document vanished while it was being created');
    return { document, isNew: true };
  });
}

async function findByHash(db: Db, { accountId, sha256 }: AnnouncedDocument): Promise<Document | undefined> {
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.accountId, accountId), eq(documents.docHash256, sha256)));
  return document;
}

function rowOf({ accountId, originalFilename, contentType, storage, traceId, ...announced }: AnnouncedDocument) {
  const docId = newId();
  return {
    docId,
    accountId,
    docHash256: announced.sha256,
    fileSizeBytes: announced.sizeBytes,
    originalFilename,
    contentType,
    storage,
    s3Key: announced.keyOf(docId),
    traceId,
  };
}
