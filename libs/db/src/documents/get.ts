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
