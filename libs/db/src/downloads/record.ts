import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { downloads } from '../schema/index.ts';

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

/** Writes or overwrites the download: its id is derived from its owner, so any number of calls leave one row. */
export async function recordDownload(db: Db | Tx, download: NewDownload): Promise<void> {
  const uploaded = download.status === 'uploaded';
  const row = {
    ...download,
    lastError: download.lastError?.slice(0, 1_024) ?? null,
    uploadedAt: uploaded ? sql`now(3)` : null,
    uploadAttempts: download.status === 'pending' ? 0 : 1,
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
        uploadAttempts: sql`${downloads.uploadAttempts} + ${row.uploadAttempts}`,
      },
    });
}
