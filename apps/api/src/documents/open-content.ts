import type { Readable } from 'node:stream';
import { AppError, isAppError } from '@sluice/core';
import { type Document, getChunk, listChunks, loseChunk, loseDocument, type StoredChunk } from '@sluice/db/documents';
import { damagedPlace, readChunked } from '@sluice/storage';
import type { Deps } from '../context.ts';
import type { ByteRange } from './range.ts';

type ContentDeps = Pick<Deps, 'db' | 'storage' | 'servers' | 'limits'>;

export interface OpenContentOptions {
  /** Undefined: the whole document. */
  readonly range: ByteRange | undefined;
  readonly signal: AbortSignal;
}

/**
 * The bytes of a complete document, chunked or not. Lost or damaged bytes are recorded: by the promise, or by
 * `noteDamage` for errors of the body later.
 * @throws AppError DOCUMENT_DAMAGED, STORAGE_UNAVAILABLE naming the server, STORAGE_REFUSED
 */
export async function openContent(
  deps: ContentDeps,
  document: Document,
  { range, signal }: OpenContentOptions,
): Promise<Readable> {
  try {
    const { body } = await open(deps, document, { ...range, signal });
    // Readers get errors through their own loop; an error while nothing reads must not crash the process.
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

/** The current location of a chunk. A server without a recent heartbeat is probed first, to fail fast. */
async function locate({ db, servers, limits }: ContentDeps, docId: string, chunkNumber: number): Promise<StoredChunk> {
  const chunk = await getChunk(db, docId, chunkNumber);
  if (!chunk) throw new AppError('NOT_FOUND', 'The document was deleted while it was being read.');
  const { server } = chunk;
  const heard = server.lastHeartbeat?.getTime() ?? 0;
  if (Date.now() - heard < limits.storageStaleSeconds * 1_000) return chunk;
  await servers
    .storageOf(server)
    .check()
    .catch((cause: unknown) => {
      throw serverUnreachable(server.name, chunkNumber, cause);
    });
  return chunk;
}

/** Records damage found while reading: with a lost chunk or object the document is no longer complete. */
export async function noteDamage({ db }: Pick<Deps, 'db'>, document: Document, error: unknown): Promise<void> {
  if (!isAppError(error)) return;
  const { docId, storage } = document;
  const reason = `DOCUMENT_DAMAGED: ${error.message}`;
  if (error.code === 'STORAGE_NOT_FOUND' && storage === 'single') await loseDocument(db, { docId, reason });
  const place = damagedPlace(error);
  if (place) await loseChunk(db, { docId, ...place, reason });
}

/** The object of a complete document is missing. */
const asDamage = (error: unknown): unknown =>
  isAppError(error) && error.code === 'STORAGE_NOT_FOUND'
    ? new AppError('DOCUMENT_DAMAGED', 'The stored file is lost. Upload it again.', { cause: error })
    : error;

/** Names the unreachable storage server, so that the operator can fix it and the client knows to retry. */
export function serverUnreachable(name: string, chunkNumber: number | undefined, cause?: unknown): AppError {
  const which = chunkNumber === undefined ? '' : `, which has chunk ${chunkNumber},`;
  const message = `Storage server ${name}${which} is unreachable. Try again later.`;
  return new AppError('STORAGE_UNAVAILABLE', message, {
    retryable: true,
    fields: [{ field: 'storage_server', code: 'unreachable', message }],
    cause,
  });
}

/** An error from reading chunks, with the name of the server where one caused it. */
export function namingServerInFields(error: unknown): unknown {
  if (!isAppError(error) || error.code !== 'STORAGE_UNAVAILABLE' || error.fields.length > 0) return error;
  const { server } = error.context;
  return typeof server === 'string' ? serverUnreachable(server, undefined, error) : error;
}
