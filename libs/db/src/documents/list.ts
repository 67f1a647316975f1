import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { inOrder, type ListIndexes, type Page, page } from '../page.ts';
import { analysisReports, bulkImportJobs, type Document, documents } from '../schema/index.ts';
import type { UploadStatus } from './status.ts';

/** What documents can be sorted by: what an index of the account has in order. */
export const documentOrders = ['created_at', 'doc_name', 'file_size'] as const;
export type DocumentOrder = (typeof documentOrders)[number];

/** The end of a page: the value that the list is sorted by, and the id. */
export interface DocumentCursor {
  readonly value: Date | string | number | null;
  readonly id: string;
}

export interface DocumentFilter {
  readonly accountId: AccountScope;
  readonly status?: readonly UploadStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  /** The id or the hash, or part of the name. */
  readonly q?: string;
  /** Default: by time, newest first. Every account is listed by time only. */
  readonly order?: { readonly by: DocumentOrder; readonly descending: boolean };
  readonly cursor?: DocumentCursor;
  readonly limit: number;
}

export interface ListedDocument extends Document {
  /** When the document, or the newest work on it, last changed. */
  readonly usedAt: Date;
}

const indexes: ListIndexes = {
  account: 'documents_account_created',
  accountStatus: 'documents_account_status',
  every: 'documents_created',
};
const columns = {
  created_at: documents.createdAt,
  doc_name: documents.originalFilename,
  file_size: documents.fileSizeBytes,
};

function indexOf({ order, ...filter }: DocumentFilter): { forceIndex?: string } {
  if (order?.by === 'doc_name') return { forceIndex: 'documents_account_name' };
  if (order?.by === 'file_size') return { forceIndex: 'documents_account_size' };
  return inOrder(indexes, filter);
}

/** Documents after the cursor. MySQL sorts NULL, the size of a document that is still arriving, before all values. */
function beyond({ order, cursor }: DocumentFilter): SQL | undefined {
  if (!cursor) return undefined;
  const { by, descending } = order ?? { by: 'created_at', descending: true };
  const [column, after] = [columns[by], descending ? lt : gt];
  const { value, id } = cursor;
  const tie = after(documents.docId, id);
  if (value === null) return descending ? and(isNull(column), tie) : or(and(isNull(column), tie), isNotNull(column));
  const further = or(after(column, value), and(eq(column, value), tie));
  return descending && by === 'file_size' ? or(further, isNull(column)) : further;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function matching(q: string | undefined): SQL | undefined {
  if (q === undefined) return undefined;
  if (ID.test(q)) return eq(documents.docId, q.toLowerCase());
  if (/^[0-9a-f]{64}$/i.test(q)) return eq(documents.docHash256, q.toLowerCase());
  return like(documents.originalFilename, `%${q.replace(/[\\%_]/g, '\\$&')}%`);
}

/** The last change of the newest work on a document. Only the newest is read, because a document can have any number. */
const newest = {
  import: sql`(select j.updated_at from ${bulkImportJobs} j force index (bulk_import_jobs_doc_id_documents_doc_id_fk)
    where j.doc_id = ${documents.docId} order by j.id desc limit 1)`,
  analysis: sql`(select a.updated_at from ${analysisReports} a force index (analysis_reports_doc_id_documents_doc_id_fk)
    where a.doc_id = ${documents.docId} order by a.id desc limit 1)`,
};
const own = documents.updatedAt;
const usedAt = sql`greatest(${own}, coalesce(${newest.import}, ${own}), coalesce(${newest.analysis}, ${own}))`.mapWith(
  own,
);

/** The documents of the account, by default the newest first. */
export async function listDocuments(db: Db, filter: DocumentFilter): Promise<Page<ListedDocument>> {
  const { createdAt, docId } = documents;
  const { by, descending } = filter.order ?? { by: 'created_at' as const, descending: true };
  const direction = descending ? desc : asc;
  const conditions: (SQL | undefined)[] = [
    inScope(documents.accountId, filter.accountId),
    filter.status?.length ? inArray(documents.uploadStatus, [...filter.status]) : undefined,
    filter.from && gte(createdAt, filter.from),
    filter.to && lt(createdAt, filter.to),
    matching(filter.q),
    beyond(filter),
  ];
  const isLookUp = filter.q !== undefined && (ID.test(filter.q) || filter.q.length === 64);
  const rows = await db
    .select({ ...getTableColumns(documents), usedAt })
    .from(documents, isLookUp ? {} : indexOf(filter))
    .where(and(...conditions))
    .orderBy(direction(columns[by]), direction(docId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
