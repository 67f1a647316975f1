import { and, asc, eq, gt, inArray, or, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type DocumentChunk, documentChunks, documents } from '../schema/index.ts';

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

export interface StoredKey {
  readonly docId: string;
  readonly s3Key: string;
}

interface KeyPage {
  readonly accountId: string;
  readonly afterId: string;
  readonly limit: number;
}

/** An account's complete single-object documents, ordered by id. */
export async function listDocumentKeys(db: Db, { accountId, afterId, limit }: KeyPage): Promise<StoredKey[]> {
  const { docId, s3Key, storage, uploadStatus } = documents;
  return db
    .select({ docId, s3Key })
    .from(documents)
    .where(
      and(
        eq(documents.accountId, accountId),
        gt(docId, afterId),
        eq(storage, 'single'),
        eq(uploadStatus, 'UPLOAD_COMPLETE'),
      ),
    )
    .orderBy(asc(docId))
    .limit(limit);
}

/** A chunk that a complete document needs. */
export type NeededChunk = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 's3Key'>;

/** Chunks of an account's complete documents on one server, ordered by document and number. */
export async function listChunkKeys(
  db: Db,
  {
    accountId,
    serverId,
    after,
    limit,
  }: Omit<KeyPage, 'afterId'> & { serverId: string; after?: NeededChunk | undefined },
): Promise<NeededChunk[]> {
  const { docId, chunkNumber, s3Key, status } = documentChunks;
  const beyond: SQL | undefined =
    after && or(gt(docId, after.docId), and(eq(docId, after.docId), gt(chunkNumber, after.chunkNumber)));
  return db
    .select({ docId, chunkNumber, s3Key })
    .from(documentChunks)
    .innerJoin(documents, eq(documents.docId, docId))
    .where(
      and(
        eq(documentChunks.serverId, serverId),
        eq(documents.accountId, accountId),
        eq(documents.uploadStatus, 'UPLOAD_COMPLETE'),
        eq(status, 'completed'),
        beyond,
      ),
    )
    .orderBy(asc(docId), asc(chunkNumber))
    .limit(limit);
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
