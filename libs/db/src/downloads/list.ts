import { and, desc, eq, gte, inArray, lt } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { analysisReports, bulkImportJobs, downloads } from '../schema/index.ts';
import { type OwnedDownload, ownedColumns } from './get.ts';
import type { DownloadStatus } from './status.ts';

export interface DownloadFilter {
  readonly accountId: AccountScope;
  readonly status?: readonly DownloadStatus[];
  /** Only those of analyses with that tool. */
  readonly tool?: string;
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** The account's downloads, newest first. */
export async function listDownloads(db: Db, filter: DownloadFilter): Promise<Page<OwnedDownload>> {
  const { createdAt, downloadId, accountId, status } = downloads;
  const rows = await db
    .select(ownedColumns)
    .from(downloads)
    .leftJoin(analysisReports, eq(analysisReports.analysisId, downloads.analysisId))
    .leftJoin(bulkImportJobs, eq(bulkImportJobs.id, downloads.jobId))
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.status?.length ? inArray(status, [...filter.status]) : undefined,
        filter.tool === undefined ? undefined : eq(analysisReports.tool, filter.tool),
        filter.from && gte(createdAt, filter.from),
        filter.to && lt(createdAt, filter.to),
        olderThan(createdAt, downloadId, filter.cursor),
      ),
    )
    .orderBy(desc(createdAt), desc(downloadId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}
