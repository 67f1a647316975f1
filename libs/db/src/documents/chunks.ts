import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type DocumentChunk, documentChunks, type StorageServer, storageServers } from '../schema/index.ts';
import { freeSpace, takeSpace } from '../storage-servers/placement.ts';

export type NewChunk = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 'serverId' | 's3Key' | 'chunkSize' | 'chunkHash'>;

/**
 * Inserts the rows of chunks that are about to be uploaded and reserves their space. If a server lacks space or no longer
 * accepts chunks, returns that server and writes nothing.
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

/** A chunk and the server that stores it or will store it. */
export interface StoredChunk extends DocumentChunk {
  readonly server: StorageServer;
}

/** The chunks of a document, in order. The caller has checked the account. */
export async function listChunks(db: Db | Tx, docId: string): Promise<StoredChunk[]> {
  const rows = await db
    .select()
    .from(documentChunks)
    .innerJoin(storageServers, eq(storageServers.serverId, documentChunks.serverId))
    .where(eq(documentChunks.docId, docId))
    .orderBy(asc(documentChunks.chunkNumber));
  return rows.map(stored);
}

/** One chunk, with its current server. */
export async function getChunk(db: Db | Tx, docId: string, chunkNumber: number): Promise<StoredChunk | undefined> {
  const [row] = await db
    .select()
    .from(documentChunks)
    .innerJoin(storageServers, eq(storageServers.serverId, documentChunks.serverId))
    .where(and(eq(documentChunks.docId, docId), eq(documentChunks.chunkNumber, chunkNumber)));
  return row && stored(row);
}

const stored = (row: { document_chunks: DocumentChunk; storage_servers: StorageServer }): StoredChunk => ({
  ...row.document_chunks,
  server: row.storage_servers,
});

/**
 * Deletes the rows of a document's chunks (all, or those in `chunkNumbers`), frees their space and returns them. The caller
 * has locked the document and deletes the objects; the orphan sweep removes any that remain.
 */
export async function dropChunks(tx: Tx, docId: string, chunkNumbers?: readonly number[]): Promise<DocumentChunk[]> {
  const which = and(
    eq(documentChunks.docId, docId),
    chunkNumbers && inArray(documentChunks.chunkNumber, [...chunkNumbers]),
  );
  if (chunkNumbers?.length === 0) return [];
  const dropped = await tx.select().from(documentChunks).where(which).for('update');
  if (dropped.length === 0) return [];
  await tx.delete(documentChunks).where(which);
  for (const [serverId, bytes] of bytesByServer(dropped)) await freeSpace(tx, serverId, bytes);
  return dropped;
}

/** Ordered by id, so that transactions that change several servers lock them in the same order. */
export function bytesByServer(
  chunks: readonly Pick<DocumentChunk, 'serverId' | 'chunkSize'>[],
): [serverId: string, bytes: number][] {
  const sums = new Map<string, number>();
  for (const { serverId, chunkSize } of chunks) sums.set(serverId, (sums.get(serverId) ?? 0) + chunkSize);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
