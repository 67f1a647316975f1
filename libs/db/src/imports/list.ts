import { and, desc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';
import type { ImportStatus } from './status.ts';

export interface ImportFilter {
  readonly accountId: AccountScope;
  readonly importer: string;
  readonly status?: readonly ImportStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** The account's imports, newest first. */
export async function listImports(db: Db, filter: ImportFilter): Promise<Page<BulkImportJob>> {
  const { createdAt, id } = bulkImportJobs;
  const conditions: (SQL | undefined)[] = [
    inScope(bulkImportJobs.accountId, filter.accountId),
    eq(bulkImportJobs.importer, filter.importer),
    filter.status?.length ? inArray(bulkImportJobs.status, [...filter.status]) : undefined,
    filter.from && gte(createdAt, filter.from),
    filter.to && lt(createdAt, filter.to),
    olderThan(createdAt, id, filter.cursor),
  ];
  const rows = await db
    .select()
    .from(bulkImportJobs)
    .where(and(...conditions))
    .orderBy(desc(createdAt), desc(id))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
