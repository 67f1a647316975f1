import { AppError, isAppError } from '@sluice/core';
import { damagedChunk, namingServer, onServer } from './errors.ts';
import { CHUNK_COUNT } from './plan.ts';
import { readChunk } from './read-chunk.ts';
import type { StorageServers } from './servers.ts';
import type { ChunkPlace, ServerPlace } from './types.ts';

/** Chunks have no type of their own. */
const CONTENT_TYPE = 'application/octet-stream';

export interface CopyChunkOptions {
  readonly servers: StorageServers;
  readonly from: ChunkPlace;
  readonly to: { readonly server: ServerPlace; readonly s3Key: string };
  /** How many chunks the document has, for messages. */
  readonly of?: number;
  readonly signal: AbortSignal;
}

/** Without block hashes, a bit flipped in transit shows only at the end, so the whole chunk is then read once more. */
const READS = 2;

/**
 * Copies a chunk to another storage server and verifies every byte, replacing the target. Resolves only when the copy is
 * complete; a failure leaves no copy. The caller must ensure that the chunk is still at `from`.
 * @throws AppError DOCUMENT_DAMAGED when the source is gone or wrong, DOCUMENT_NOT_READY when none of its hashes is
 * known, or that of the server that failed with its name; the signal's reason
 */
export async function copyChunk({ servers, from, to, of = CHUNK_COUNT, signal }: CopyChunkOptions): Promise<void> {
  const { blockHashes, chunkHash, chunkSize } = from;
  if (!blockHashes && !chunkHash) {
    throw new AppError('DOCUMENT_NOT_READY', `Chunk ${from.chunkNumber} of ${of} has not been verified yet.`);
  }
  const target = servers.storageOf(to.server);
  const source = () =>
    blockHashes
      ? readChunk({ servers, locate: async () => from, from: 0, to: chunkSize, of, signal })
      : readUnchecked(servers, from, of, signal);
  for (let read = 1; ; read += 1) {
    const put = await onServer(to.server, () =>
      target.putStream(to.s3Key, source(), { contentType: CONTENT_TYPE, signal }),
    );
    const right = put.sizeBytes === chunkSize && (chunkHash === null || put.sha256 === chunkHash);
    if (right) return;
    await onServer(to.server, () => target.delete(to.s3Key, { signal }));
    if (read === READS) throw damagedChunk(from, of, 'does not match its announced hash');
  }
}

/** The bytes without verification: their hash is compared at the end. */
async function* readUnchecked(
  servers: StorageServers,
  from: ChunkPlace,
  of: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    const { body } = await servers.storageOf(from.server).getStream(from.s3Key, { signal });
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (isAppError(error) && error.code === 'STORAGE_NOT_FOUND') throw damagedChunk(from, of, 'is missing');
    throw namingServer(from.server, error);
  }
}
