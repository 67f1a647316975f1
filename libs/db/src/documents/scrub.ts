import { and, asc, eq, gt, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Document, documentChunks, documents, storageServers } from '../schema/index.ts';
import { some } from '../subqueries.ts';
import type { ChunkKey } from './chunk-arrival.ts';
import type { StoredChunk } from './chunks.ts';

/** The position of a scrub, which reads the least recently read first: after this time (the epoch: never) and id. */
export interface ScrubCursor {
  readonly readAt: Date;
  readonly docId: string;
  readonly chunkNumber?: number;
}

interface ScrubQuery {
  /** Only what was last read before this time. */
  readonly before: Date;
  readonly after?: ScrubCursor | undefined;
  readonly limit: number;
}

/** A chunk of a complete document and when it was last read. */
export interface UnreadChunk extends StoredChunk {
  readonly accountId: string;
  readonly readAt: Date;
}

/** Chunks of complete documents, least recently read first. */
export async function listUnreadChunks(db: Db, { before, after, limit }: ScrubQuery): Promise<UnreadChunk[]> {
  const { docId, chunkNumber, verifiedAt: readAt, status } = documentChunks;
  // Looked up for each row: as joins with conditions, MariaDB begins with another table and sorts all chunks.
  const isNeeded = some(
    db
      .select({ one: sql`1` })
      .from(documents)
      .where(
        and(
          eq(documents.docId, docId),
          eq(documents.uploadStatus, 'UPLOAD_COMPLETE'),
          eq(documents.storage, 'chunked'),
        ),
      )
      .limit(1),
  );
  const later = after && [
    gt(readAt, after.readAt),
    and(eq(readAt, after.readAt), gt(docId, after.docId)),
    and(eq(readAt, after.readAt), eq(docId, after.docId), gt(chunkNumber, after.chunkNumber ?? -1)),
  ];
  const rows = await db
    .select()
    .from(documentChunks, { forceIndex: 'document_chunks_verified' })
    .leftJoin(documents, eq(documents.docId, docId))
    .leftJoin(storageServers, eq(storageServers.serverId, documentChunks.serverId))
    .where(and(eq(status, 'completed'), isNeeded, lt(readAt, before), later && or(...later)))
    .orderBy(asc(readAt), asc(docId), asc(chunkNumber))
    .limit(limit);
  return rows.flatMap(({ document_chunks: chunk, documents: document, storage_servers: server }) =>
    document && server ? [{ ...chunk, server, accountId: document.accountId, readAt: chunk.verifiedAt ?? before }] : [],
  );
}

/** A complete single-object document and when it was last read: the epoch if it has not been read since it was stored. */
export interface UnreadDocument extends Document {
  readonly readAt: Date;
}

const NEVER = new Date(0);

/**
 * Single-object documents, least recently read first; of those that have never been read, only ones stored before `before`.
 * Both parts are read in the order of one index.
 */
export async function listUnreadDocuments(db: Db, { before, after, limit }: ScrubQuery): Promise<UnreadDocument[]> {
  const { docId, storage, uploadStatus, verifiedAt, createdAt } = documents;
  const page = (conditions: readonly (SQL | undefined)[], order: readonly SQL[], atMost: number) =>
    db
      .select()
      .from(documents, { forceIndex: 'documents_verified' })
      .where(and(eq(storage, 'single'), eq(uploadStatus, 'UPLOAD_COMPLETE'), ...conditions))
      .orderBy(...order)
      .limit(atMost);
  const wasRead = after !== undefined && after.readAt > NEVER;
  const never = wasRead
    ? []
    : await page([isNull(verifiedAt), lt(createdAt, before), after && gt(docId, after.docId)], [asc(docId)], limit);
  const later = wasRead
    ? or(gt(verifiedAt, after.readAt), and(eq(verifiedAt, after.readAt), gt(docId, after.docId)))
    : undefined;
  const read =
    never.length === limit
      ? []
      : await page(
          [isNotNull(verifiedAt), lt(verifiedAt, before), later],
          [asc(verifiedAt), asc(docId)],
          limit - never.length,
        );
  return [...never, ...read].map((document) => ({ ...document, readAt: document.verifiedAt ?? NEVER }));
}

/** Records that a chunk was read at this place and is intact. */
export async function recordChunkRead(db: Db, { docId, chunkNumber, serverId, s3Key }: ChunkKey): Promise<void> {
  const { docId: id, status, ...columns } = documentChunks;
  await db
    .update(documentChunks)
    .set({ verifiedAt: sql`now(3)` })
    .where(
      and(
        eq(id, docId),
        eq(columns.chunkNumber, chunkNumber),
        eq(columns.serverId, serverId),
        eq(columns.s3Key, s3Key),
        eq(status, 'completed'),
      ),
    );
  const oldest = sql`(select min(${columns.verifiedAt}) from ${documentChunks} where ${id} = ${docId})`;
  await db
    .update(documents)
    .set({ verifiedAt: oldest })
    .where(and(eq(documents.docId, docId), eq(documents.uploadStatus, 'UPLOAD_COMPLETE')));
}

/** Records that a single-object document was read and is intact. */
export async function recordDocumentRead(db: Db, { docId, s3Key }: Pick<Document, 'docId' | 's3Key'>): Promise<void> {
  await db
    .update(documents)
    .set({ verifiedAt: sql`now(3)` })
    .where(and(eq(documents.docId, docId), eq(documents.s3Key, s3Key), eq(documents.uploadStatus, 'UPLOAD_COMPLETE')));
}
