import { Readable } from 'node:stream';
import { AppError, isAppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type Document, getChunk, listChunks, loseChunk, type StoredChunk } from '@sluice/db/documents';
import { readChunked, type Storage, type StorageServers } from '@sluice/storage';

export interface DocumentStores {
  readonly db: Db;
  readonly storage: Storage;
  readonly servers: StorageServers;
}

export interface OpenOptions {
  /** First byte wanted, from 0. Default: 0. */
  readonly start?: number;
  /** Last byte wanted, inclusive; beyond the end means the end. Default: the last one. */
  readonly end?: number;
  readonly signal: AbortSignal;
}

export interface OpenDocument {
  /** Destroy it when it is not read to its end. */
  readonly body: Readable;
  /** Of the whole document, also when only a range of it is read. */
  readonly sizeBytes: number;
  readonly bodyBytes: number;
}

/**
 * The bytes of a complete document, in one piece or chunked alike. A chunk that is lost or wrong in the store is marked,
 * and the document with it; then, or when a storage server cannot be asked, promise or body fail.
 * @throws AppError DOCUMENT_DAMAGED, STORAGE_UNAVAILABLE (retryable), STORAGE_NOT_FOUND; the signal's reason.
 */
export async function openDocument(
  stores: DocumentStores,
  document: Document,
  options: OpenOptions,
): Promise<OpenDocument> {
  if (document.storage === 'single') return stores.storage.getStream(document.s3Key, options);
  const { db, servers } = stores;
  const { docId } = document;
  const chunks = await listChunks(db, docId);
  const opened = await readChunked({
    servers,
    sizeBytes: sizeOf(document, chunks),
    chunkSizes: chunks.map(({ chunkSize }) => chunkSize),
    locate: (chunkNumber) => locate(db, docId, chunkNumber),
    ...options,
  }).catch((error: unknown) => markDamage(db, docId, error));
  return { ...opened, body: Readable.from(marking(db, docId, opened.body), { objectMode: false }) };
}

/** Rows that do not make up the document cannot be read as it. */
function sizeOf({ fileSizeBytes, docId }: Document, chunks: readonly StoredChunk[]): number {
  const sum = chunks.reduce((total, { chunkSize }) => total + chunkSize, 0);
  if (chunks.length > 0 && sum === fileSizeBytes) return sum;
  const context = { docId, chunks: chunks.length, sum };
  throw new AppError('DOCUMENT_NOT_READY', 'Some chunks of this document are missing.', { context });
}

async function locate(db: Db, docId: string, chunkNumber: number): Promise<StoredChunk> {
  const chunk = await getChunk(db, docId, chunkNumber);
  if (chunk) return chunk;
  throw new AppError('DOCUMENT_NOT_READY', 'The document was deleted while it was being read.', { context: { docId } });
}

async function* marking(db: Db, docId: string, body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    await markDamage(db, docId, error);
  }
}

/** Writes down what was found on reading, and throws it. */
async function markDamage(db: Db, docId: string, error: unknown): Promise<never> {
  if (isAppError(error) && error.code === 'DOCUMENT_DAMAGED') {
    const { chunkNumber, s3Key } = error.context;
    if (typeof chunkNumber === 'number') {
      const place = typeof s3Key === 'string' ? { s3Key } : {};
      await loseChunk(db, { docId, chunkNumber, reason: `${error.code}: ${error.message}`, ...place });
    }
  }
  throw error;
}
