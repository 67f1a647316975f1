import { and, desc, gte, inArray, lt, type SQL } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type Document, documents } from '../schema/index.ts';
import type { UploadStatus } from './status.ts';

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
    .from(documents)
    .where(and(...conditions))
    .orderBy(desc(createdAt), desc(docId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
