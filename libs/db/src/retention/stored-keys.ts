import { and, asc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Document, type DocumentChunk, documentChunks, documents } from '../schema/index.ts';

/** Accounts that have documents, in order. */
export async function listDocumentAccounts(db: Db, { afterId, limit }: { afterId: string; limit: number }) {
  const { accountId } = documents;
  const rows = await db
    .selectDistinct({ accountId })
    .from(documents)
    .where(gt(accountId, afterId))
    .orderBy(asc(accountId))
    .limit(limit);
  return rows.map((row) => row.accountId);
}

/** Where the bytes of a document are, and whether they should be there. */
export type DocumentPlace = Pick<Document, 'docId' | 's3Key' | 'storage' | 'uploadStatus'>;

/**
 * An account's documents of every kind and status, ordered by id. The caller picks: with conditions in the statement, the
 * plan depends on how many documents meet them, and a page of an account that has few may read all of its documents.
 */
export async function listDocumentPlaces(
  db: Db,
  { accountId, afterId, limit }: { accountId: string; afterId: string; limit: number },
): Promise<DocumentPlace[]> {
  const { docId, s3Key, storage, uploadStatus } = documents;
  return db
    .select({ docId, s3Key, storage, uploadStatus })
    .from(documents, { forceIndex: 'documents_account_document' })
    .where(and(eq(documents.accountId, accountId), gt(docId, afterId)))
    .orderBy(asc(docId))
    .limit(limit);
}

/** A chunk that a complete document needs. */
export type NeededChunk = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 's3Key'>;

/** The completed chunks of these documents on one server, ordered by document and number. */
export async function listChunkKeys(
  db: Db,
  { serverId, docIds }: { serverId: string; docIds: readonly string[] },
): Promise<NeededChunk[]> {
  if (docIds.length === 0) return [];
  const { docId, chunkNumber, s3Key, status } = documentChunks;
  return db
    .select({ docId, chunkNumber, s3Key })
    .from(documentChunks, { forceIndex: 'PRIMARY' })
    .where(and(inArray(docId, [...docIds]), eq(documentChunks.serverId, serverId), eq(status, 'completed')))
    .orderBy(asc(docId), asc(chunkNumber));
}

/**
 * Which of these keys belong to a document. `docIds` are the ids in the keys. If the same bytes arrived twice, the
 * object's document has another id; keys not found by id are therefore looked up by key.
 */
export async function findDocumentKeys(
  db: Db,
  { docIds, keys }: { docIds: readonly string[]; keys: readonly string[] },
): Promise<Set<string>> {
  const { docId, s3Key } = documents;
  const found = new Set<string>();
  const look = async (where: SQL) => {
    for (const row of await db.select({ s3Key }).from(documents).where(where)) found.add(row.s3Key);
  };
  if (docIds.length > 0) await look(inArray(docId, [...docIds]));
  const rest = keys.filter((key) => !found.has(key));
  if (rest.length > 0) await look(inArray(s3Key, rest));
  return found;
}

/** The recorded locations of these documents' chunks, by key. */
export async function findChunkKeys(
  db: Db,
  docIds: readonly string[],
): Promise<Map<string, Pick<DocumentChunk, 'docId' | 'chunkNumber' | 'serverId' | 's3Key' | 'chunkSize'>>> {
  if (docIds.length === 0) return new Map();
  const { docId, chunkNumber, serverId, s3Key, chunkSize } = documentChunks;
  const rows = await db
    .select({ docId, chunkNumber, serverId, s3Key, chunkSize })
    .from(documentChunks)
    .where(inArray(docId, [...docIds]));
  return new Map(rows.map((row) => [row.s3Key, row]));
}
