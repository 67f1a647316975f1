import { AppError } from '@sluice/core';
import { type Document, getDocument, type StoredChunk } from '@sluice/db/documents';
import type { UploadSession } from '@sluice/db/upload-sessions';
import type { PresignedPut } from '@sluice/storage';
import type { Deps } from '../context.ts';
import { isSettled } from './prepare-upload.ts';

/** A chunk of an upload, and where to send it if it is missing. */
export interface ChunkOffer {
  readonly chunk: StoredChunk;
  /** Offset of its first byte in the document. */
  readonly offset: number;
  readonly put?: PresignedPut;
  readonly serverUnreachable: boolean;
}

/** What a client must upload for a document. */
export type UploadOffer =
  | { readonly kind: 'nothing'; readonly document: Document }
  | { readonly kind: 'single'; readonly document: Document; readonly put: PresignedPut }
  | {
      readonly kind: 'chunked';
      readonly document: Document;
      /** Undefined when the upload has ended. */
      readonly session?: UploadSession | undefined;
      readonly chunks: readonly ChunkOffer[];
    };

/** The chunks in order with their offsets. */
export function withOffsets(chunks: readonly StoredChunk[]): { chunk: StoredChunk; offset: number }[] {
  let next = 0;
  return chunks.map((chunk) => {
    const offset = next;
    next += chunk.chunkSize;
    return { chunk, offset };
  });
}

type OfferDeps = Pick<Deps, 'db' | 'together' | 'storage' | 'limits'>;

/** A fresh URL for a single-object document. @throws AppError STORAGE_REFUSED when it cannot be signed */
export async function offerSingle(
  { db, together, storage, limits }: OfferDeps,
  document: Document,
): Promise<UploadOffer> {
  const generatedAt = new Date();
  const put = await storage.presignPut(document.s3Key, {
    expiresInSeconds: limits.uploadUrlSeconds,
    contentType: document.contentType,
    sizeBytes: document.fileSizeBytes ?? 0,
    sha256: document.docHash256 ?? '',
  });
  if (await together.markUrlsGenerated.call({ ...document, generatedAt, expiresAt: put.expiresAt })) {
    return {
      kind: 'single',
      document: { ...document, uploadStatus: 'UPLOAD_URL_GENERATED', failureReason: null },
      put,
    };
  }
  return overtaken(db, document);
}

/**
 * The document changed while its URLs were signed, so they are not returned: the answer is the document if it is
 * settled or its upload failed. @throws AppError INVALID_STATE (retryable) in every other case
 */
export async function overtaken(db: Deps['db'], { accountId, docId }: Document): Promise<UploadOffer> {
  const document = await getDocument(db, { accountId, docId });
  if (document && (isSettled(document) || document.uploadStatus === 'UPLOAD_FAILED')) {
    return { kind: 'nothing', document };
  }
  throw new AppError('INVALID_STATE', 'The document was deleted or requested again in the meantime. Try again.', {
    retryable: true,
  });
}
