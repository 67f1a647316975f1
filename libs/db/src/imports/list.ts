import { and, desc, eq, gte, inArray, lt, or, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';
import type { ImportStatus } from './status.ts';

export interface ImportFilter {
  readonly accountId: string;
  readonly importer: string;
  readonly status?: readonly ImportStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: { readonly createdAt: Date; readonly id: string };
  readonly limit: number;
}

/** The account's imports, newest first. */
export async function listImports(db: Db, filter: ImportFilter): Promise<Page<BulkImportJob>> {
  const { createdAt, id } = bulkImportJobs;
  const conditions: (SQL | undefined)[] = [
    eq(bulkImportJobs.accountId, filter.accountId),
    eq(bulkImportJobs.importer, filter.importer),
    filter.status?.length ? inArray(bulkImportJobs.status, [...filter.status]) : undefined,
    filter.from && gte(createdAt, filter.from),
    filter.to && lt(createdAt, filter.to),
    filter.cursor &&
      or(lt(createdAt, filter.cursor.createdAt), and(eq(createdAt, filter.cursor.createdAt), lt(id, filter.cursor.id))),
  ];
  const rows = await db
    .select()
    .from(bulkImportJobs)
    .where(and(...conditions))
    .orderBy(desc(createdAt), desc(id))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
