import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { documents } from '../schema/index.ts';
import { type DocumentTransition, documentTransition } from './status.ts';

/** One guarded update; false when the document is not where the transition begins. */
export async function changeDocumentStatus(
  db: Db | Tx,
  docId: string,
  name: DocumentTransition,
  set: Omit<MySqlUpdateSetSource<typeof documents>, 'uploadStatus'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = documentTransition(name);
  const [{ affectedRows }] = await db
    .update(documents)
    .set({ updatedAt: sql`now(3)`, ...set, uploadStatus: to })
    .where(and(eq(documents.docId, docId), inArray(documents.uploadStatus, from), guard));
  return affectedRows === 1;
}
