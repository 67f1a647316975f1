import { AppError, type Logger, toAppError } from '@sluice/core';
import type { StoredChunk } from '@sluice/db/documents';
import type { ObjectInfo, Storage } from '@sluice/storage';
import type { Deps } from '../context.ts';

/** How long to wait for the metadata of an object before answering without it. */
const LOOK_MS = 3_000;

/** The metadata of an object, or undefined when it does not exist. @throws AppError STORAGE_UNAVAILABLE after a short timeout */
export async function lookAtObject(storage: Storage, key: string): Promise<ObjectInfo | undefined> {
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    return await storage.head(key, { signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    const message = 'The object storage did not answer in time.';
    throw new AppError('STORAGE_UNAVAILABLE', message, { retryable: true, cause });
  }
}

/** `there`: the size and, where known, the hash match the announcement; `wrong`: they differ. */
export type ChunkSight = 'there' | 'missing' | 'wrong' | 'unreachable';

/** The state of a chunk on its server. Never throws. */
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
      'could not check a chunk on its storage server',
    );
    return 'unreachable';
  }
}
