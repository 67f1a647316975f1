import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type DocumentChunk, documentChunks, type StorageServer, storageServers } from '../schema/index.ts';

/** A chunk and the server that it is on, or is to come to. */
export interface StoredChunk extends DocumentChunk {
  readonly server: StorageServer;
}

/** The chunks of a document, in order. Its account has been checked by whoever found the document. */
export async function listChunks(db: Db | Tx, docId: string): Promise<StoredChunk[]> {
  const rows = await db
    .select()
    .from(documentChunks)
    .innerJoin(storageServers, eq(storageServers.serverId, documentChunks.serverId))
    .where(eq(documentChunks.docId, docId))
    .orderBy(asc(documentChunks.chunkNumber));
  return rows.map(stored);
}

/** One chunk, wherever it is at this moment. */
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
