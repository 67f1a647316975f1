import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import type { UnqueuedQuery } from '../lifecycle/index.ts';
import { type Document, documents } from '../schema/index.ts';

/** A document of the account. A null id, as on imports of a deleted document, finds nothing. */
export async function getDocument(
  db: Db | Tx,
  { accountId, docId }: { accountId: AccountScope; docId: string | null },
): Promise<Document | undefined> {
  if (docId === null) return undefined;
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.docId, docId), inScope(documents.accountId, accountId)));
  return document;
}

/** For workers, which get ids from the queue and act for every account. */
export async function getDocumentById(db: Db | Tx, docId: string): Promise<Document | undefined> {
  const [document] = await db.select().from(documents).where(eq(documents.docId, docId));
  return document;
}

/** Documents being verified that have not changed for `quietSeconds`, ordered by id. */
export async function listUnverifiedDocuments(
  db: Db,
  { quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; accountId: string; status: string }[]> {
  const { docId: id, accountId, uploadStatus: status, updatedAt } = documents;
  return db
    .select({ id, accountId, status })
    .from(documents, { forceIndex: 'documents_status_updated' })
    .where(
      and(
        gt(id, afterId),
        eq(status, 'UPLOAD_VERIFYING'),
        lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}
