import { and, asc, desc, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import type { UnqueuedQuery } from '../lifecycle/index.ts';
import { inOrder, type ListIndexes, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type Document, documents } from '../schema/index.ts';
import type { UploadStatus } from './status.ts';

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

export interface DocumentFilter {
  readonly accountId: AccountScope;
  readonly status?: readonly UploadStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

const indexes: ListIndexes = {
  account: 'documents_account_created',
  accountStatus: 'documents_account_status',
  every: 'documents_created',
};

/** The account's documents, newest first. */
export async function listDocuments(db: Db, filter: DocumentFilter): Promise<Page<Document>> {
  const { createdAt, docId } = documents;
  const conditions: (SQL | undefined)[] = [
    inScope(documents.accountId, filter.accountId),
    filter.status?.length ? inArray(documents.uploadStatus, [...filter.status]) : undefined,
    filter.from && gte(createdAt, filter.from),
    filter.to && lt(createdAt, filter.to),
    olderThan(createdAt, docId, filter.cursor),
  ];
  const rows = await db
    .select()
    .from(documents, inOrder(indexes, filter))
    .where(and(...conditions))
    .orderBy(desc(createdAt), desc(docId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
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
