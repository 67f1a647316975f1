import type { Tx } from '../client.ts';
import { type DocumentChunk, documentChunks } from '../schema/index.ts';
import { freeSpace, takeSpace } from '../storage-servers/placement.ts';
import { bytesByServer } from './drop-chunks.ts';

export type NewChunk = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 'serverId' | 's3Key' | 'chunkSize' | 'chunkHash'>;

/**
 * Writes the rows of chunks that are about to be sent and books their space. A server that has not the room, or takes
 * chunks no longer, is answered; then nothing has been written.
 */
export async function addChunks(tx: Tx, chunks: readonly NewChunk[]): Promise<{ fullServer?: string }> {
  const wanted = bytesByServer(chunks);
  for (const [at, [serverId, bytes]] of wanted.entries()) {
    if (await takeSpace(tx, serverId, bytes)) continue;
    for (const [taken, takenBytes] of wanted.slice(0, at)) await freeSpace(tx, taken, takenBytes);
    return { fullServer: serverId };
  }
  if (chunks.length > 0) await tx.insert(documentChunks).values([...chunks]);
  return {};
}
