import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { type Download, downloads } from '../schema/index.ts';
import type { DownloadKey } from './read.ts';

export type NewDownload = Pick<
  typeof downloads.$inferInsert,
  | 'downloadId'
  | 'accountId'
  | 'jobId'
  | 'analysisId'
  | 'kind'
  | 'fileName'
  | 'format'
  | 's3Path'
  | 'status'
  | 'lastError'
> & { readonly sizeBytes?: number; readonly sha256?: string };

/** Upserts the download. Its id is derived from its owner, so repeated calls leave one row. */
export async function recordDownload(db: Db | Tx, download: NewDownload): Promise<void> {
  const uploaded = download.status === 'uploaded';
  const row = {
    ...download,
    lastError: download.lastError?.slice(0, 1_024) ?? null,
    uploadedAt: uploaded ? sql`now(3)` : null,
    failedAt: download.lastError ? sql`now(3)` : null,
    uploadAttempts: download.status === 'pending' && !download.lastError ? 0 : 1,
  };
  await db
    .insert(downloads)
    .values(row)
    .onDuplicateKeyUpdate({
      set: {
        fileName: row.fileName,
        sizeBytes: row.sizeBytes ?? null,
        sha256: row.sha256 ?? null,
        s3Path: row.s3Path,
        status: row.status ?? 'pending',
        lastError: row.lastError,
        uploadedAt: row.uploadedAt,
        failedAt: row.failedAt,
        uploadAttempts: sql`${downloads.uploadAttempts} + ${row.uploadAttempts}`,
      },
    });
}

/** Sets a failed or expired download to `pending`, so that it is delivered again. False in any other status. */
export const requestReprocess = (db: Db | Tx, { accountId, downloadId }: DownloadKey): Promise<boolean> =>
  changeDownloadStatus(db, downloadId, 'reprocess', {}, eq(downloads.accountId, accountId));

export type DownloadStatus = Download['status'];

/** Every allowed change of a recorded download's status. */
const edges = {
  /** Its bytes are in S3. */
  uploaded: { from: ['pending', 'upload_failed', 'uploaded'], to: 'uploaded' },
  /** A delivery failed; `last_error` says why. */
  failed: { from: ['pending', 'upload_failed'], to: 'upload_failed' },
  /** A user requests its delivery again. */
  reprocess: { from: ['upload_failed', 'expired'], to: 'pending' },
  /** The stored object no longer exists; the artifact has to be recreated. */
  lose: { from: ['uploaded'], to: 'upload_failed' },
  /** Its retention is over: the object is deleted, or the kept file of an artifact that was never delivered. */
  expire: { from: ['uploaded', 'upload_failed'], to: 'expired' },
} as const satisfies Record<string, { from: readonly DownloadStatus[]; to: DownloadStatus }>;

export type DownloadTransition = keyof typeof edges;

/** One guarded update; false if the download is not in the transition's start status. */
export async function changeDownloadStatus(
  db: Db | Tx,
  downloadId: string,
  name: DownloadTransition,
  set: Omit<MySqlUpdateSetSource<typeof downloads>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = edges[name];
  const [{ affectedRows }] = await db
    .update(downloads)
    .set({ ...set, status: to })
    .where(and(eq(downloads.downloadId, downloadId), inArray(downloads.status, [...from]), guard));
  return affectedRows === 1;
}
