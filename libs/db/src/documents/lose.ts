import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, documents } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { atPlace, type ChunkKey } from './chunk-arrival.ts';
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

/** A chunk at the place where it was looked for. */
export interface LostChunk extends ChunkKey {
  /** `CODE: message`, as stored in `documents.failure_reason`. */
  readonly reason: string;
}

/**
 * Marks a stored chunk that is missing or no longer matches its verified hash, and with it its document, in one transaction.
 * False if the chunk has moved since it was read, or is marked already.
 */
export async function loseChunk(db: Db | Tx, { reason, ...chunk }: LostChunk): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    await lockDocument(tx, chunk.docId);
    const [{ affectedRows }] = await tx
      .update(documentChunks)
      .set({ status: 'failed', updatedAt: sql`now(3)` })
      .where(and(atPlace(chunk), eq(documentChunks.status, 'completed')));
    if (affectedRows === 0) return false;
    await changeDocumentStatus(tx, chunk.docId, 'lose', { failureReason: reason.slice(0, 1_024) });
    return true;
  });
}
