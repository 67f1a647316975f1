import type { z } from '@hono/zod-openapi';
import { AppError, publicReason } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type Download, getDownload, type OwnedDownload } from '@sluice/db/downloads';
import type { Storage } from '@sluice/storage';
import type { Role } from '../../auth/verify-token.ts';
import type { downloadSchema, ownedDownloadSchema } from './schemas.ts';

/** URLs of a download; relative, so that they work behind any proxy. */
export const downloadUrl = (downloadId: string): string => `/api/v1/downloads/${downloadId}`;
const contentUrl = (downloadId: string): string => `${downloadUrl(downloadId)}/content`;

export type Bucket = Pick<Storage, 'bucket'>;

/** A download as the API returns it. */
export const viewDownload = ({ bucket }: Bucket, download: Download): z.output<typeof downloadSchema> => ({
  download_id: download.downloadId,
  analysis_id: download.analysisId,
  job_id: download.jobId,
  kind: download.kind,
  format: download.format,
  file_name: download.fileName,
  size_bytes: download.sizeBytes,
  sha256: download.sha256,
  s3_path: download.s3Path,
  s3_uri: `s3://${bucket}/${download.s3Path}`,
  status: download.status,
  upload_attempts: download.uploadAttempts,
  last_error: publicReason(download.lastError),
  uploaded_at: download.uploadedAt?.toISOString() ?? null,
  created_at: download.createdAt.toISOString(),
  content: contentUrl(download.downloadId),
});

/** For operators with the whole reason. */
export const viewOwnedDownload = (
  bucket: Bucket,
  download: OwnedDownload,
  role: Role,
): z.output<typeof ownedDownloadSchema> => ({
  ...viewDownload(bucket, download),
  ...(role === 'operator' ? { internal_error: download.lastError } : {}),
  account_id: download.accountId,
  tool: download.tool,
  importer: download.importer,
});

/** A download that the caller may read. @throws AppError NOT_FOUND, also for another account's download */
export async function findDownload(db: Db, accountId: AccountScope, downloadId: string): Promise<OwnedDownload> {
  const download = await getDownload(db, { accountId, downloadId });
  if (!download) throw new AppError('NOT_FOUND', `No download has the ID ${downloadId}.`);
  return download;
}

const LINK_SECONDS = 10 * 60;

const contentTypes: Record<Download['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** A link to a delivered file that expires after ten minutes; browsers save it under the file's own name. */
export const linkTo = (storage: Storage, { s3Path, fileName, format }: Download): Promise<string> =>
  storage.presignGet(s3Path, { expiresInSeconds: LINK_SECONDS, fileName, contentType: contentTypes[format] });

/** The answer's downloads with their `presigned_url`, if the client asked for it. `views[n]` shows `downloads[n]`. */
export async function addLinks<V extends z.output<typeof downloadSchema>>(
  storage: Storage,
  presign: 'true' | 'false',
  downloads: readonly Download[],
  views: readonly V[],
): Promise<V[]> {
  if (presign === 'false') return [...views];
  const link = async (download: Download | undefined) =>
    download?.status === 'uploaded' ? await linkTo(storage, download) : null;
  return Promise.all(views.map(async (view, at) => ({ ...view, presigned_url: await link(downloads[at]) })));
}
