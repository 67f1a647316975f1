import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
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

/** Documents by account and ID, in the order of the keys. */
export async function getDocuments(
  db: Db | Tx,
  keys: readonly { readonly accountId: string; readonly docId: string }[],
): Promise<(Document | undefined)[]> {
  if (keys.length === 0) return [];
  const ids = [...new Set(keys.map(({ docId }) => docId))];
  const found = await db.select().from(documents).where(inArray(documents.docId, ids));
  const byId = new Map(found.map((document) => [document.docId, document]));
  return keys.map(({ accountId, docId }) => {
    const document = byId.get(docId);
    return document?.accountId === accountId ? document : undefined;
  });
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
