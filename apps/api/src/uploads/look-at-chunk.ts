import { AppError, type Logger, toAppError } from '@sluice/core';
import type { StoredChunk } from '@sluice/db/documents';
import type { ObjectInfo, Storage } from '@sluice/storage';
import type { Deps } from '../context.ts';

/** How long a storage may take to tell about an object before the answer is given without it. */
const LOOK_MS = 3_000;

/** What the storage knows of an object, or nothing when there is none. @throws AppError STORAGE_UNAVAILABLE soon */
export async function lookAtObject(storage: Storage, key: string): Promise<ObjectInfo | undefined> {
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    return await storage.head(key, { signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    const message = 'The object storage does not answer in time.';
    throw new AppError('STORAGE_UNAVAILABLE', message, { retryable: true, cause });
  }
}

/** `there`: as large as announced, with the announced hash where both are known; `wrong`: something else is. */
export type ChunkSight = 'there' | 'missing' | 'wrong' | 'unreachable';

/** What its server has of a chunk. Never throws. */
export async function lookAtChunk(
  { servers }: Pick<Deps, 'servers'>,
  chunk: StoredChunk,
  logger: Logger,
): Promise<ChunkSight> {
  const { s3Key, chunkSize, chunkHash, server } = chunk;
  try {
    const found = await lookAtObject(servers.storageOf(server), s3Key);
    if (!found) return 'missing';
    const sameHash = chunkHash === null || found.sha256 === undefined || found.sha256 === chunkHash;
    return found.sizeBytes === chunkSize && sameHash ? 'there' : 'wrong';
  } catch (error) {
    const reason = toAppError(error).message;
    logger.warn(
      { server: server.name, chunk: chunk.chunkNumber, doc_id: chunk.docId, reason },
      'a chunk cannot be seen',
    );
    return 'unreachable';
  }
}
