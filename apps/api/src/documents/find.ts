import { AppError } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import type { Deps } from '../context.ts';

/** A document of the account. @throws AppError NOT_FOUND, also for another account's document */
export async function findDocument(
  { together }: Pick<Deps, 'together'>,
  key: { accountId: string; docId: string },
): Promise<Document> {
  const document = await together.documents.call(key);
  if (!document) throw new AppError('NOT_FOUND', `No document has the ID ${key.docId}.`);
  return document;
}

/** A complete document. @throws AppError NOT_FOUND, DOCUMENT_NOT_READY */
export async function findCompleteDocument(
  deps: Pick<Deps, 'together'>,
  key: { accountId: string; docId: string },
): Promise<Document> {
  const document = await findDocument(deps, key);
  if (document.uploadStatus !== 'UPLOAD_COMPLETE') {
    throw new AppError(
      'DOCUMENT_NOT_READY',
      `The document is not complete yet; its status is ${document.uploadStatus}.`,
    );
  }
  return document;
}
