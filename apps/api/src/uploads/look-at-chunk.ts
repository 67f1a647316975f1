import { isAppError, type Logger } from '@sluice/core';
import type { StoredChunk } from '@sluice/db';
import type { Deps } from '../context.ts';

/** How long a storage server may take to tell about a chunk before the answer is given without it. */
const LOOK_MS = 3_000;

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
    const found = await servers.storageOf(server).head(s3Key, { signal: AbortSignal.timeout(LOOK_MS) });
    if (!found) return 'missing';
    const sameHash = chunkHash === null || found.sha256 === undefined || found.sha256 === chunkHash;
    return found.sizeBytes === chunkSize && sameHash ? 'there' : 'wrong';
  } catch (error) {
    const reason = isAppError(error) ? error.message : 'no answer in time';
    logger.warn(
      { server: server.name, chunk: chunk.chunkNumber, doc_id: chunk.docId, reason },
      'a chunk cannot be seen',
    );
    return 'unreachable';
  }
}
