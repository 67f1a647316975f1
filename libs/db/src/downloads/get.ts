import { and, eq, getTableColumns } from 'drizzle-orm';
import { inScope, type Scoped } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { analysisReports, bulkImportJobs, type Download, downloads } from '../schema/index.ts';

/** A download with what made it: exactly one of the two is set. */
export interface OwnedDownload extends Download {
  readonly tool: string | null;
  readonly importer: string | null;
}

export interface DownloadKey {
  readonly accountId: string;
  readonly downloadId: string;
}

export const ownedColumns = {
  ...getTableColumns(downloads),
  tool: analysisReports.tool,
  importer: bulkImportJobs.importer,
};

/** The download of that account, if there is one. */
export async function getDownload(
  db: Db,
  { accountId, downloadId }: Scoped<DownloadKey>,
): Promise<OwnedDownload | undefined> {
  const [download] = await db
    .select(ownedColumns)
    .from(downloads)
    .leftJoin(analysisReports, eq(analysisReports.analysisId, downloads.analysisId))
    .leftJoin(bulkImportJobs, eq(bulkImportJobs.id, downloads.jobId))
    .where(and(eq(downloads.downloadId, downloadId), inScope(downloads.accountId, accountId)));
  return download;
}
