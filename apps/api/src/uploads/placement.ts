import { AppError, formatCount } from '@sluice/core';
import { type Tx, withTransaction } from '@sluice/db';
import {
  addChunks,
  type Document,
  dropChunks,
  getChunk,
  lockDocument,
  type NewChunk,
  type StoredChunk,
} from '@sluice/db/documents';
import { type PlacementNode, placementNodes, recordHeartbeat, storageServerRows } from '@sluice/db/storage-servers';
import { findActiveSession, type UploadSession } from '@sluice/db/upload-sessions';
import { checkServers, freshChunkKey, ringPosition, walkRing } from '@sluice/storage';
import type { Deps } from '../context.ts';

/**
 * The ring of storage servers that can receive chunks now. Workers record heartbeats; while none runs, the servers are
 * probed from here. Empty when there are none or all are unreachable.
 */
export async function freshServers(deps: Pick<Deps, 'db' | 'servers' | 'limits'>): Promise<PlacementNode[]> {
  const { db, limits } = deps;
  const { storageStaleSeconds: staleSeconds } = limits;
  const nodes = await placementNodes(db, { staleSeconds });
  if (nodes.length > 0) return nodes;
  return (await probeServers(deps)) ? placementNodes(db, { staleSeconds }) : [];
}

/** Probes the active servers and records their heartbeats. True if at least one is reachable. */
async function probeServers({ db, servers }: Pick<Deps, 'db' | 'servers'>): Promise<boolean> {
  const active = (await storageServerRows(db)).filter(({ status }) => status === 'active');
  const checks = await checkServers(servers, active);
  await Promise.all(checks.map(({ server, error }) => recordHeartbeat(db, server.serverId, error?.message)));
  return checks.some(({ error }) => error === undefined);
}

type UnplacedChunk = Omit<NewChunk, 'serverId'>;

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
      ? `No storage server has room for a chunk of ${formatCount(bytes)} bytes.`
      : 'No storage server is accepting chunks right now. Try again later.',
    { retryable: true },
  );

interface Replaced {
  readonly document: Document;
  readonly session: UploadSession;
  readonly chunk: StoredChunk;
}

/**
 * Moves a chunk that has not arrived to another server, unless another request already did. Bytes that still arrive at
 * the old location are unreferenced and removed by the orphan sweep. @throws AppError NO_STORAGE_SERVER
 */
export async function replaceChunk(
  deps: Pick<Deps, 'db' | 'storage' | 'limits'>,
  { document, session, chunk }: Replaced,
): Promise<void> {
  const { docId, accountId } = document;
  const { chunkNumber, chunkSize, chunkHash } = chunk;
  const s3Key = freshChunkKey({ env: deps.storage.env, accountId, docId, sessionId: session.sessionId, chunkNumber });
  await withTransaction(deps.db, async (tx) => {
    await lockDocument(tx, docId);
    const active = await findActiveSession(tx, docId);
    const now = await getChunk(tx, docId, chunkNumber);
    const unchanged = now?.serverId === chunk.serverId && now.s3Key === chunk.s3Key && now.status !== 'completed';
    if (active?.sessionId !== session.sessionId || !unchanged) return;
    await dropChunks(tx, docId, [chunkNumber]);
    const moved = { docId, chunkNumber, s3Key, chunkSize, chunkHash };
    await placeChunks(tx, deps, [moved], { except: chunk.serverId });
  });
}
