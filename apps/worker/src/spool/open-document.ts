import { Readable } from 'node:stream';
import { AppError, isAppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type Document, getChunk, listChunks, loseChunk, type StoredChunk } from '@sluice/db/documents';
import { damagedPlace, readChunked, type Storage, type StorageServers } from '@sluice/storage';

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
  /** Destroy it if it is not read to the end. */
  readonly body: Readable;
  /** Size of the whole document, even if only a range is read. */
  readonly sizeBytes: number;
  readonly bodyBytes: number;
}

/**
 * The bytes of a complete document, single-object or chunked. A missing or damaged chunk is marked, and the document with it;
 * then, or if a storage server is unreachable, the promise or the body fails.
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

/** The document's size. Throws if the chunk rows do not make up the whole document. */
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

/** Records the damage found while reading, and throws it. */
async function markDamage(db: Db, docId: string, error: unknown): Promise<never> {
  const place = damagedPlace(error);
  if (place && isAppError(error)) await loseChunk(db, { docId, ...place, reason: `${error.code}: ${error.message}` });
  throw error;
}
