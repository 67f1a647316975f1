import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

/** For workers, which are handed ids by the queue and act for every account. */
export async function getDocumentById(db: Db | Tx, docId: string): Promise<Document | undefined> {
  const [document] = await db.select().from(documents).where(eq(documents.docId, docId));
  return document;
}
