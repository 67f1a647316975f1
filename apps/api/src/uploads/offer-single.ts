import { AppError } from '@sluice/core';
import { type Document, getDocument, markUrlsGenerated } from '@sluice/db/documents';
import type { Deps } from '../context.ts';
import type { UploadOffer } from './offer.ts';
import { isSettled } from './prepare-upload.ts';

type OfferDeps = Pick<Deps, 'db' | 'storage' | 'limits'>;

/** A fresh URL for a single-object document. @throws AppError STORAGE_REFUSED when it cannot be signed */
export async function offerSingle({ db, storage, limits }: OfferDeps, document: Document): Promise<UploadOffer> {
  const generatedAt = new Date();
  const put = await storage.presignPut(document.s3Key, {
    expiresInSeconds: limits.uploadUrlSeconds,
    contentType: document.contentType,
    sizeBytes: document.fileSizeBytes ?? 0,
    sha256: document.docHash256 ?? '',
  });
  if (await markUrlsGenerated(db, { ...document, generatedAt, expiresAt: put.expiresAt })) {
    return {
      kind: 'single',
      document: { ...document, uploadStatus: 'UPLOAD_URL_GENERATED', failureReason: null },
      put,
    };
  }
  return overtaken(db, document);
}

/** The document changed while its URLs were signed, so they are not returned. @throws AppError INVALID_STATE */
export async function overtaken(db: Deps['db'], { accountId, docId }: Document): Promise<UploadOffer> {
  const document = await getDocument(db, { accountId, docId });
  if (document && (isSettled(document) || document.uploadStatus === 'UPLOAD_FAILED')) {
    return { kind: 'nothing', document };
  }
  throw new AppError('INVALID_STATE', 'The document was deleted or requested again in the meantime. Try again.', {
    retryable: true,
  });
}
