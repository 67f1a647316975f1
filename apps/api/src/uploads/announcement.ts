import { AppError, formatCount } from '@sluice/core';
import { CHUNK_COUNT, type ChunkPlan, planChunks } from '@sluice/storage';
import { acceptedType, fileName } from '../body/name-and-type.ts';
import type { Limits } from '../context.ts';

export interface AnnouncedChunk extends ChunkPlan {
  /** SHA-256 in hex; null when the client did not send it. */
  readonly chunkHash: string | null;
}

/** What a client sends to announce an upload. */
export interface UploadRequest {
  readonly doc_name: string;
  /** SHA-256 in lowercase hex. */
  readonly doc_hash_256: string;
  /** In bytes. */
  readonly file_size: number;
  readonly content_type?: string | undefined;
  /** SHA-256 of each chunk. */
  readonly chunk_hashes?: readonly string[] | undefined;
}

/** The file that a client announces for upload. */
export interface Announcement {
  readonly originalFilename: string;
  /** SHA-256 in lowercase hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly storage: 'single' | 'chunked';
  /** Empty if the document is uploaded as a single object. */
  readonly chunks: readonly AnnouncedChunk[];
}

type UploadLimits = Pick<Limits, 'chunkThresholdBytes' | 'maxDocumentBytes'>;

/** @throws AppError FILE_EMPTY, FILE_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED */
export function announcementOf(request: UploadRequest, limits: UploadLimits): Announcement {
  const { doc_name: name, doc_hash_256: sha256, file_size: sizeBytes } = request;
  refuseSize(sizeBytes, limits);
  const plan = sizeBytes > limits.chunkThresholdBytes ? planChunks(sizeBytes, CHUNK_COUNT) : [];
  return {
    originalFilename: fileName(name),
    sha256,
    sizeBytes,
    contentType: acceptedType(request.content_type),
    storage: plan.length > 0 ? 'chunked' : 'single',
    chunks: withHashes(plan, request.chunk_hashes),
  };
}

function refuseSize(sizeBytes: number, { maxDocumentBytes }: UploadLimits): void {
  if (sizeBytes === 0) throw new AppError('FILE_EMPTY', 'The file is empty.');
  if (sizeBytes <= maxDocumentBytes) return;
  throw new AppError(
    'FILE_TOO_LARGE',
    `The file has ${formatCount(sizeBytes)} bytes; the limit is ${formatCount(maxDocumentBytes)}.`,
  );
}

function withHashes(plan: readonly ChunkPlan[], hashes: readonly string[] | undefined): AnnouncedChunk[] {
  if (hashes && (plan.length === 0 || hashes.length !== plan.length)) {
    const message =
      plan.length === 0
        ? 'must be omitted: a file of this size is not sent in chunks'
        : `must contain one hash for each of the ${plan.length} chunks`;
    throw new AppError('VALIDATION_FAILED', 'The chunk hashes are invalid; see `fields`.', {
      fields: [{ field: 'chunk_hashes', code: 'invalid', message }],
    });
  }
  return plan.map((chunk, at) => ({ ...chunk, chunkHash: hashes?.[at] ?? null }));
}
