import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  like,
  lt,
  max,
  notLike,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type AccountScope, everyAccount, inScope, type Scoped } from '../account-scope.ts';
import type { AnalysisKey } from '../analyses/read.ts';
import type { Db } from '../client.ts';
import { inOrder, type ListIndexes, newerThan, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { analysisReports, bulkImportJobs, type Download, documents, downloads } from '../schema/index.ts';
import type { DownloadStatus } from './record.ts';

/** For workers, which get ids from the queue and act for every account. */
export async function getDownloadById(db: Db, downloadId: string): Promise<Download | undefined> {
  const [download] = await db.select().from(downloads).where(eq(downloads.downloadId, downloadId));
  return download;
}

/** The status of these downloads; missing ones are omitted. */
export async function downloadStatuses(db: Db, ids: readonly string[]): Promise<Map<string, Download['status']>> {
  if (ids.length === 0) return new Map();
  const { downloadId, status } = downloads;
  const rows = await db
    .select({ downloadId, status })
    .from(downloads)
    .where(inArray(downloadId, [...ids]));
  return new Map(rows.map((row) => [row.downloadId, row.status]));
}

/** A download with the tool or importer that produced it; exactly one of the two is set. */
export interface OwnedDownload extends Download {
  readonly tool: string | null;
  readonly importer: string | null;
  /** The document that it was made from; null after that has been deleted. */
  readonly docId: string | null;
}

export interface DownloadKey {
  readonly accountId: string;
  readonly downloadId: string;
}

export const ownedColumns = {
  ...getTableColumns(downloads),
  tool: analysisReports.tool,
  importer: bulkImportJobs.importer,
  docId: sql<string | null>`coalesce(${analysisReports.docId}, ${bulkImportJobs.docId})`,
};

/** The account's download with this id, or undefined. */
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

export interface DownloadFilter {
  readonly accountId: AccountScope;
  readonly status?: readonly DownloadStatus[];
  /** Only downloads of analyses with this tool. */
  readonly tool?: string;
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  /** Default: newest first. */
  readonly oldestFirst?: boolean;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/**
 * Whether a download is an artifact of an analysis with this tool. Looked up for each row: as a join, MySQL may begin with all
 * analyses of the tool and sort their downloads.
 */
export const madeByTool = (db: Db, tool: string): SQL => {
  const { analysisId, tool: its } = analysisReports;
  return sql`${db.select({ tool: its }).from(analysisReports).where(eq(analysisId, downloads.analysisId))} = ${tool}`;
};

/** Up to this many analyses are looked up by id; with more, a page is soon found in the order of the list. */
const FEW = 1_000;

/** The condition for the tool, and the index to read: an account with few analyses of a tool may have many downloads. */
async function ofTool(db: Db, { accountId, tool, status }: DownloadFilter) {
  const inOrderOf = inOrder(indexes, { accountId, status });
  if (tool === undefined) return { condition: undefined, index: inOrderOf };
  if (accountId === everyAccount) return { condition: madeByTool(db, tool), index: inOrderOf };
  const few = await db
    .select({ id: analysisReports.analysisId })
    .from(analysisReports, { forceIndex: 'analysis_reports_account_tool' })
    .where(and(eq(analysisReports.accountId, accountId), eq(analysisReports.tool, tool)))
    .limit(FEW);
  if (few.length === FEW) return { condition: madeByTool(db, tool), index: inOrderOf };
  const ids = few.map(({ id }) => id);
  return {
    condition: ids.length > 0 ? inArray(downloads.analysisId, ids) : sql`false`,
    index: { forceIndex: 'downloads_analysis' },
  };
}

const indexes: ListIndexes = {
  account: 'downloads_account',
  accountStatus: 'downloads_account_status',
  every: 'downloads_created',
  everyStatus: 'downloads_status',
};

/** The account's downloads, newest or oldest first. */
export async function listDownloads(db: Db, filter: DownloadFilter): Promise<Page<OwnedDownload>> {
  const { createdAt, downloadId, accountId, status } = downloads;
  const { condition, index } = await ofTool(db, filter);
  const [beyond, order] = filter.oldestFirst ? [newerThan, asc] : [olderThan, desc];
  const rows = await db
    .select(ownedColumns)
    .from(downloads, index)
    .leftJoin(analysisReports, eq(analysisReports.analysisId, downloads.analysisId))
    .leftJoin(bulkImportJobs, eq(bulkImportJobs.id, downloads.jobId))
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.status?.length ? inArray(status, [...filter.status]) : undefined,
        condition,
        filter.from && gte(createdAt, filter.from),
        filter.to && lt(createdAt, filter.to),
        beyond(createdAt, downloadId, filter.cursor),
      ),
    )
    .orderBy(order(createdAt), order(downloadId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}

/** The downloads of an analysis of the account, in a stable order. */
export async function downloadsOfAnalysis(db: Db, { accountId, analysisId }: AnalysisKey): Promise<Download[]> {
  return db
    .select()
    .from(downloads)
    .where(and(eq(downloads.analysisId, analysisId), eq(downloads.accountId, accountId)))
    .orderBy(asc(downloads.kind), asc(downloads.format));
}

/** The downloads of an import, oldest first. The caller has checked that the account owns it. */
export async function downloadsOfImport(db: Db, jobId: string): Promise<Download[]> {
  return db.select().from(downloads).where(eq(downloads.jobId, jobId)).orderBy(asc(downloads.createdAt));
}

/** A download that should have a delivery job. */
export interface Undelivered {
  readonly id: string;
  readonly accountId: string;
  readonly status: 'pending' | 'upload_failed';
  /** Its job has used up its attempts, and S3 has taken another upload since, or it is time to try one. */
  readonly again: boolean;
}

interface UndeliveredQuery {
  /** Attempts of an analysis and of one job. */
  readonly maxAttempts: number;
  readonly limit: number;
  readonly afterId?: string;
}

/** Without any upload that succeeds, one delivery is tried again after this long. */
const TRY_ONE_HOURS = 1;

/**
 * Downloads that should have a delivery job, ordered by id: requested again (`pending`), failed with fewer than
 * `maxAttempts` attempts and reproducible, or failed more often before the last upload that S3 took.
 */
export async function listUndelivered(
  db: Db,
  { maxAttempts, limit, afterId = '' }: UndeliveredQuery,
): Promise<Undelivered[]> {
  const { downloadId: id, accountId, status, uploadAttempts, lastError, failedAt, createdAt } = downloads;
  const failed = eq(status, 'upload_failed');
  const healing = or(
    isNull(lastError),
    and(notLike(lastError, 'ARTIFACT_LOST:%'), notLike(lastError, 'JOB_STALLED:%')),
  );
  const usedUp = and(failed, gte(uploadAttempts, maxAttempts), like(lastError, 'STORAGE_%'));
  const lastTried = sql`coalesce(${failedAt}, ${createdAt})`;
  const again = and(usedUp, lt(lastTried, await lastUpload(db)));
  const columns = { id, accountId, status, uploadAttempts };
  const found = await db
    .select(columns)
    .from(downloads, { forceIndex: 'downloads_status' })
    .where(
      and(
        inArray(status, ['pending', 'upload_failed']),
        gt(id, afterId),
        or(eq(status, 'pending'), and(failed, lt(uploadAttempts, maxAttempts), healing), again),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
  const [one] =
    afterId === ''
      ? await db
          .select(columns)
          .from(downloads, { forceIndex: 'downloads_status' })
          .where(and(usedUp, lt(lastTried, sql`now(3) - interval ${TRY_ONE_HOURS} hour`)))
          .orderBy(asc(createdAt))
          .limit(1)
      : [];
  const all = one && !found.some((row) => row.id === one.id) ? [one, ...found] : found;
  return all.map((row) => ({
    id: row.id,
    accountId: row.accountId,
    status: row.status as Undelivered['status'],
    again: row.status === 'upload_failed' && row.uploadAttempts >= maxAttempts,
  }));
}

/** When S3 last took an artifact or a document. */
async function lastUpload(db: Db): Promise<Date> {
  const { updatedAt, uploadStatus } = documents;
  const [artifact] = await db.select({ at: max(downloads.uploadedAt) }).from(downloads);
  const [document] = await db
    .select({ at: max(updatedAt) })
    .from(documents)
    .where(eq(uploadStatus, 'UPLOAD_COMPLETE'));
  return new Date(Math.max(artifact?.at?.getTime() ?? 0, document?.at?.getTime() ?? 0));
}
