import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, documents } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeDocumentStatus, lockDocument } from './status.ts';

/**
 * Marks a complete document whose object is missing, so that the same content can be uploaded again. With `s3Key`, only if
 * its bytes have not been stored elsewhere since.
 */
export const loseDocument = (
  db: Db | Tx,
  { docId, reason, s3Key }: { docId: string; reason: string; s3Key?: string },
): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'lose',
    { failureReason: reason.slice(0, 1_024) },
    s3Key === undefined ? undefined : eq(documents.s3Key, s3Key),
  );

export interface LostChunk {
  readonly docId: string;
  readonly chunkNumber: number;
  /** `CODE: message`, as stored in `documents.failure_reason`. */
  readonly reason: string;
  /** Where it was read: a chunk that has moved since is not lost. An upload may take the same key to another server. */
  readonly s3Key?: string;
  readonly serverId?: string;
}

/**
 * Marks a stored chunk that is missing or no longer matches its verified hash, and with it its document, in one transaction.
 * False if the chunk has moved or is marked already.
 */
export async function loseChunk(
  db: Db | Tx,
  { docId, chunkNumber, reason, s3Key, serverId }: LostChunk,
): Promise<boolean> {
  const chunk = documentChunks;
  return withTransaction(db, async (tx) => {
    await lockDocument(tx, docId);
    const [{ affectedRows }] = await tx
      .update(chunk)
      .set({ status: 'failed', updatedAt: sql`now(3)` })
      .where(
        and(
          eq(chunk.docId, docId),
          eq(chunk.chunkNumber, chunkNumber),
          eq(chunk.status, 'completed'),
          s3Key === undefined ? undefined : eq(chunk.s3Key, s3Key),
          serverId === undefined ? undefined : eq(chunk.serverId, serverId),
        ),
      );
    if (affectedRows === 0) return false;
    await changeDocumentStatus(tx, docId, 'lose', { failureReason: reason.slice(0, 1_024) });
    return true;
  });
}
