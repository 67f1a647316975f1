import type { Readable } from 'node:stream';
import { AppError, isAppError } from '@sluice/core';
import { type Document, getChunk, listChunks, loseChunk, loseDocument, type StoredChunk } from '@sluice/db/documents';
import { readChunked } from '@sluice/storage';
import type { Deps } from '../context.ts';
import type { ByteRange } from './range.ts';
import { namingServerInFields, serverAway } from './server-away.ts';

type ContentDeps = Pick<Deps, 'db' | 'storage' | 'servers' | 'limits'>;

export interface OpenContentOptions {
  /** Undefined: the whole. */
  readonly range: ByteRange | undefined;
  readonly signal: AbortSignal;
}

/**
 * The bytes of a complete document, chunked or not. What is found lost or wrong in the store is written down, by the
 * promise and by `noteDamage` for what the body fails with later.
 * @throws AppError DOCUMENT_DAMAGED, STORAGE_UNAVAILABLE naming the server, STORAGE_REFUSED
 */
export async function openContent(
  deps: ContentDeps,
  document: Document,
  { range, signal }: OpenContentOptions,
): Promise<Readable> {
  try {
    const { body } = await open(deps, document, { ...range, signal });
    // The reader sees errors through its own loop; one that comes when nobody reads must not end the process.
    return body.on('error', () => {});
  } catch (error) {
    await noteDamage(deps, document, error);
    throw namingServerInFields(asDamage(error));
  }
}

async function open(deps: ContentDeps, document: Document, options: Partial<ByteRange> & { signal: AbortSignal }) {
  if (document.storage === 'single') return deps.storage.getStream(document.s3Key, options);
  const chunks = await listChunks(deps.db, document.docId);
  return readChunked({
    servers: deps.servers,
    sizeBytes: document.fileSizeBytes ?? 0,
    chunkSizes: chunks.map(({ chunkSize }) => chunkSize),
    locate: (chunkNumber) => locate(deps, document.docId, chunkNumber),
    ...options,
  });
}

/** Where a chunk is now. A server that nobody has heard of lately is asked first, so that nobody waits for it in vain. */
async function locate({ db, servers, limits }: ContentDeps, docId: string, chunkNumber: number): Promise<StoredChunk> {
  const chunk = await getChunk(db, docId, chunkNumber);
  if (!chunk) throw new AppError('NOT_FOUND', 'The document was deleted while it was read.');
  const { server } = chunk;
  const heard = server.lastHeartbeat?.getTime() ?? 0;
  if (Date.now() - heard < limits.storageStaleSeconds * 1_000) return chunk;
  await servers
    .storageOf(server)
    .check()
    .catch((cause: unknown) => {
      throw serverAway(server.name, chunkNumber, cause);
    });
  return chunk;
}

/** Writes on the rows what reading has found out: a lost chunk or object makes its document complete no longer. */
export async function noteDamage({ db }: Pick<Deps, 'db'>, document: Document, error: unknown): Promise<void> {
  if (!isAppError(error)) return;
  const { docId, storage } = document;
  const reason = `DOCUMENT_DAMAGED: ${error.message}`;
  if (error.code === 'STORAGE_NOT_FOUND' && storage === 'single') await loseDocument(db, { docId, reason });
  const { chunkNumber, s3Key } = error.context;
  if (error.code !== 'DOCUMENT_DAMAGED' || typeof chunkNumber !== 'number') return;
  await loseChunk(db, { docId, chunkNumber, reason, ...(typeof s3Key === 'string' ? { s3Key } : {}) });
}

/** The object of a complete document is not there. */
const asDamage = (error: unknown): unknown =>
  isAppError(error) && error.code === 'STORAGE_NOT_FOUND'
    ? new AppError('DOCUMENT_DAMAGED', 'The stored file is lost; upload it again.', { cause: error })
    : error;
