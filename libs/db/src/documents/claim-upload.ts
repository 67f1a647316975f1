import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

/** What the newest request says of a document whose bytes are not there yet. */
export type UploadClaim = Pick<
  Document,
  'docId' | 'originalFilename' | 'contentType' | 'fileSizeBytes' | 'storage' | 'traceId'
>;

/** The newest claim wins; the caller has locked the document and seen that it is neither complete nor being verified. */
export async function claimUpload(tx: Tx, { docId, ...claim }: UploadClaim): Promise<void> {
  await tx
    .update(documents)
    .set({ ...claim, updatedAt: sql`now(3)` })
    .where(eq(documents.docId, docId));
}
