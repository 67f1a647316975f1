import { AppError, newId } from '@sluice/core';
import { databaseError } from '@sluice/db';
import type { UploadLimits } from '@sluice/db/account-usage';
import { beginDocument, completeDocument, type Document, failDocument, getDocument } from '@sluice/db/documents';
import { documentKey } from '@sluice/storage';
import type { ArrivingFile } from '../body/multipart.ts';
import type { Deps } from '../context.ts';
import type { UploadCounters } from '../metrics/upload-counters.ts';
import { reasonOf } from '../problem.ts';
import type { Requester } from '../work.ts';

type Stores = Pick<Deps, 'db' | 'storage'> & Requester;
type Storing = Stores & { readonly uploads: UploadCounters };

export interface StoredDocument {
  readonly document: Document;
  /** The account already had this content; nothing new is stored. */
  readonly duplicate: boolean;
  readonly sha256: string;
}

/**
 * Stores a file while it arrives: the row first, then the bytes, then size and hash on the row. A failure leaves a row
 * that records it and no object.
 * @throws AppError FILE_EMPTY, TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL, STORAGE_*, or what `file.content` throws
 */
export async function storeDocument(
  { db, storage, logger, audit, uploads }: Storing,
  { accountId, file, limits }: { accountId: string; file: ArrivingFile; limits: UploadLimits },
): Promise<StoredDocument> {
  const began = performance.now();
  const stored = (duplicate: boolean) =>
    duplicate ? uploads.known('api') : uploads.completed('api', (performance.now() - began) / 1_000);
  const docId = newId();
  const s3Key = documentKey(storage.env, accountId, docId);
  const { fileName: originalFilename, contentType } = file;
  const { expectedBytes } = file;
  await beginDocument(db, { docId, accountId, originalFilename, contentType, s3Key, expectedBytes }, limits);
  uploads.started('api');
  try {
    const { sha256, sizeBytes } = await storage.putStream(s3Key, file.content, { contentType });
    if (sizeBytes === 0) throw new AppError('FILE_EMPTY', 'The file is empty.');
    const bytes = { accountId, docId, sha256, sizeBytes, s3Key };
    const { document, duplicate } = await completeDocument(db, bytes, (tx, id) => {
      const after = { file_name: originalFilename, content_type: contentType, size_bytes: sizeBytes, sha256 };
      return audit.record(tx, { action: 'document.create', id, accountId, after });
    });
    if (duplicate) {
      audit.unchanged();
      await removeObject({ storage, logger }, s3Key);
    }
    stored(duplicate);
    return { document, duplicate, sha256 };
  } catch (error) {
    const survivor = await giveUp({ db, storage, logger }, { accountId, docId, s3Key, error });
    if (survivor?.docHash256) {
      stored(false);
      return { document: survivor, duplicate: false, sha256: survivor.docHash256 };
    }
    uploads.failed('api', databaseError(error).code);
    throw error;
  }
}

/**
 * Marks the row as failed and removes the object. If the completion was committed although its reply was lost, the
 * document exists and is returned. Until the row has the status `failed`, the object is left to the orphan sweep.
 */
async function giveUp(
  { db, storage, logger }: Omit<Stores, 'audit'>,
  { accountId, docId, s3Key, error }: { accountId: string; docId: string; s3Key: string; error: unknown },
): Promise<Document | undefined> {
  try {
    await failDocument(db, { docId, reason: reasonOf(error) });
    const document = await getDocument(db, { accountId, docId });
    if (document?.uploadStatus === 'UPLOAD_COMPLETE') return document;
    if (document?.uploadStatus === 'UPLOAD_FAILED') await removeObject({ storage, logger }, s3Key);
    else
      logger.error(
        { doc_id: docId, s3_key: s3Key },
        'the row of a failed upload is gone; its object is left to the orphan sweep',
      );
  } catch (cause) {
    logger.error(
      { err: cause, doc_id: docId, s3_key: s3Key },
      'could not mark a failed upload; its object is left to the orphan sweep',
    );
  }
  return undefined;
}

async function removeObject({ storage, logger }: Pick<Stores, 'storage' | 'logger'>, s3Key: string): Promise<void> {
  await storage.delete(s3Key).catch((error: unknown) => {
    logger.error({ err: error, s3_key: s3Key }, 'could not delete an unreferenced object');
  });
}
