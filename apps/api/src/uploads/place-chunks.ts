import { AppError } from '@sluice/core';
import type { Tx } from '@sluice/db';
import { addChunks, type NewChunk } from '@sluice/db/documents';
import { type PlacementNode, placementNodes } from '@sluice/db/storage-servers';
import { ringPosition, walkRing } from '@sluice/storage';
import type { Deps } from '../context.ts';

export type UnplacedChunk = Omit<NewChunk, 'serverId'>;

/**
 * Inserts the rows of chunks, each on the first server clockwise on the ring that has room for it, and reserves the
 * space. @throws AppError NO_STORAGE_SERVER
 */
export async function placeChunks(
  tx: Tx,
  { limits }: Pick<Deps, 'limits'>,
  chunks: readonly UnplacedChunk[],
  { except }: { except?: string } = {},
): Promise<void> {
  const all = await placementNodes(tx, { staleSeconds: limits.storageStaleSeconds });
  let nodes = all.filter(({ serverId }) => serverId !== except);
  for (;;) {
    const { fullServer } = await addChunks(tx, chooseServers(nodes, chunks));
    if (fullServer === undefined) return;
    // Another request reserved the space first; the free space read before is stale.
    nodes = nodes.filter(({ serverId }) => serverId !== fullServer);
  }
}

function chooseServers(nodes: readonly PlacementNode[], chunks: readonly UnplacedChunk[]): NewChunk[] {
  const room = new Map(nodes.map(({ serverId, availableSpace }) => [serverId, availableSpace ?? Infinity]));
  return chunks.map((chunk) => {
    const order = walkRing(nodes, ringPosition(chunk.docId, chunk.chunkNumber));
    const serverId = order.find((id) => (room.get(id) ?? 0) >= chunk.chunkSize);
    if (serverId === undefined) throw noServer(nodes.length > 0, chunk.chunkSize);
    room.set(serverId, (room.get(serverId) ?? 0) - chunk.chunkSize);
    return { ...chunk, serverId };
  });
}

const noServer = (some: boolean, bytes: number): AppError =>
  new AppError(
    'NO_STORAGE_SERVER',
    some
      ? `No storage server has room for a chunk of ${bytes} bytes.`
      : 'No storage server is accepting chunks right now. Try again later.',
    { retryable: true },
  );
