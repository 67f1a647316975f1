import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';

/** The document, with its row locked until the transaction ends: sessions, chunks and deletion wait for each other here. */
export async function lockDocument(tx: Tx, docId: string): Promise<Document | undefined> {
  const [document] = await tx.select().from(documents).where(eq(documents.docId, docId)).for('update');
  return document;
}
