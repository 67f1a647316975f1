import type { Db } from '@sluice/db';
import { type OwnedChunk, placementNodes, type StorageServer, storageServerRows } from '@sluice/db/storage-servers';
import { ringPosition, walkRing } from '@sluice/storage';

/**
 * The possible targets for a chunk of `server`, in ring order: reachable active servers with enough space. Undefined if the
 * server is no longer being drained.
 */
export async function drainTargets(
  { db, staleSeconds }: { db: Db; staleSeconds: number },
  { serverId }: StorageServer,
  { docId, chunkNumber, chunkSize }: OwnedChunk,
): Promise<StorageServer[] | undefined> {
  const rows = new Map((await storageServerRows(db)).map((row) => [row.serverId, row]));
  if (rows.get(serverId)?.status !== 'maintenance') return undefined;
  const nodes = await placementNodes(db, { staleSeconds });
  const roomy = nodes.filter(({ availableSpace }) => availableSpace === null || availableSpace >= chunkSize);
  return walkRing(roomy, ringPosition(docId, chunkNumber)).flatMap((id) => rows.get(id) ?? []);
}
