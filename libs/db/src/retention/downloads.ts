import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { isOutdated } from '../downloads/outcome.ts';
import { madeByTool } from '../downloads/read.ts';
import { analysisReports, bulkImportJobs, type Download, downloads } from '../schema/index.ts';

type Stored = Pick<Download, 'downloadId' | 's3Path' | 'status'>;

export interface OutdatedDownload extends Stored {
  readonly createdAt: Date;
}

/** In the order in which they are listed, each by the index on status and time. */
const stored = ['uploaded', 'upload_failed'] as const;

/** Expired downloads by status, oldest first: delivered, or created and never delivered, before `before`. */
export async function listOutdatedDownloads(
  db: Db,
  { before, after, limit }: { before: Date; after?: OutdatedDownload | undefined; limit: number },
): Promise<OutdatedDownload[]> {
  const { downloadId, s3Path, status, createdAt } = downloads;
  const found: OutdatedDownload[] = [];
  for (const each of stored.slice(after?.status === 'upload_failed' ? 1 : 0)) {
    const beyond =
      after?.status === each
        ? or(gt(createdAt, after.createdAt), and(eq(createdAt, after.createdAt), gt(downloadId, after.downloadId)))
        : undefined;
    const page = await db
      .select({ downloadId, s3Path, status, createdAt })
      .from(downloads, { forceIndex: 'downloads_status' })
      .where(and(eq(status, each), isOutdated(before), beyond))
      .orderBy(asc(createdAt), asc(downloadId))
      .limit(limit - found.length);
    found.push(...page);
    if (found.length === limit) break;
  }
  return found;
}

/** An analysis tool or an importer. */
export type ArtifactMaker = { readonly tool: string } | { readonly importer: string };

export interface OwnedObject extends Stored {
  readonly ownerId: string;
}

/** The downloads of a tool or importer, ordered by the id of their owner, like their S3 keys. */
export async function listOwnedDownloads(
  db: Db,
  maker: ArtifactMaker,
  { after, limit }: { after?: Pick<OwnedObject, 'ownerId' | 'downloadId'>; limit: number },
): Promise<OwnedObject[]> {
  const { downloadId, s3Path, status, analysisId, jobId } = downloads;
  const owner = 'tool' in maker ? analysisId : jobId;
  const made =
    'tool' in maker
      ? madeByTool(db, maker.tool)
      : sql`${db.select({ importer: bulkImportJobs.importer }).from(bulkImportJobs).where(eq(bulkImportJobs.id, jobId))} = ${maker.importer}`;
  const beyond: SQL | undefined = !after
    ? gt(owner, '')
    : or(gt(owner, after.ownerId), and(eq(owner, after.ownerId), gt(downloadId, after.downloadId)));
  return db
    .select({ ownerId: sql<string>`${owner}`, downloadId, s3Path, status })
    .from(downloads, { forceIndex: 'tool' in maker ? 'downloads_analysis' : 'downloads_job' })
    .where(and(beyond, made))
    .orderBy(asc(owner), asc(downloadId))
    .limit(limit);
}

/** Whether the objects' owner is still being processed, so that their rows may not exist yet. */
export async function isUnfinished(db: Db, maker: ArtifactMaker, ownerId: string): Promise<boolean> {
  if ('tool' in maker) {
    const { analysisId, status } = analysisReports;
    const [row] = await db.select({ status }).from(analysisReports).where(eq(analysisId, ownerId));
    return row !== undefined && ['queued', 'processing', 'cancelling'].includes(row.status);
  }
  const { id, status } = bulkImportJobs;
  const [row] = await db.select({ status }).from(bulkImportJobs).where(eq(id, ownerId));
  return row !== undefined && ['pending', 'processing', 'cancelling'].includes(row.status);
}
