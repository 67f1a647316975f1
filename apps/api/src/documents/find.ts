import { AppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type Document, getDocument } from '@sluice/db/documents';

/** A document of the account. @throws AppError NOT_FOUND, also for another account's document */
export async function findDocument(
  db: Db,
  { accountId, docId }: { accountId: string; docId: string },
): Promise<Document> {
  const document = await getDocument(db, { accountId, docId });
  if (!document) throw new AppError('NOT_FOUND', `No document has the ID ${docId}.`);
  return document;
}

/** A complete document. @throws AppError NOT_FOUND, DOCUMENT_NOT_READY */
export async function findCompleteDocument(db: Db, key: { accountId: string; docId: string }): Promise<Document> {
  const document = await findDocument(db, key);
  if (document.uploadStatus !== 'UPLOAD_COMPLETE') {
    throw new AppError(
      'DOCUMENT_NOT_READY',
      `The document is not complete yet; its status is ${document.uploadStatus}.`,
    );
  }
  return document;
}
