import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

export async function getDocument(
  db: Db | Tx,
  { accountId, docId }: { accountId: string; docId: string },
): Promise<Document | undefined> {
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.docId, docId), eq(documents.accountId, accountId)));
  return document;
}

/** The account's complete document with this content, if it has one. */
export async function findDocumentByHash(
  db: Db,
  { accountId, sha256 }: { accountId: string; sha256: string },
): Promise<Document | undefined> {
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.accountId, accountId), eq(documents.docHash256, sha256)));
  return document?.uploadStatus === 'UPLOAD_COMPLETE' ? document : undefined;
}
