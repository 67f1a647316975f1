import type { z } from '@hono/zod-openapi';
import type { Download, OwnedDownload } from '@sluice/db/downloads';
import type { downloadSchema, ownedDownloadSchema } from './schemas.ts';

/** URLs of a download; relative, so that they work behind any proxy. */
export const downloadUrl = (downloadId: string): string => `/api/v1/downloads/${downloadId}`;
export const contentUrl = (downloadId: string): string => `${downloadUrl(downloadId)}/content`;

/** A download as the API returns it. */
export const viewDownload = (download: Download): z.output<typeof downloadSchema> => ({
  download_id: download.downloadId,
  analysis_id: download.analysisId,
  job_id: download.jobId,
  kind: download.kind,
  format: download.format,
  file_name: download.fileName,
  size_bytes: download.sizeBytes,
  sha256: download.sha256,
  s3_path: download.s3Path,
  status: download.status,
  upload_attempts: download.uploadAttempts,
  last_error: download.lastError,
  uploaded_at: download.uploadedAt?.toISOString() ?? null,
  created_at: download.createdAt.toISOString(),
  content: contentUrl(download.downloadId),
});

export const viewOwnedDownload = (download: OwnedDownload): z.output<typeof ownedDownloadSchema> => ({
  ...viewDownload(download),
  account_id: download.accountId,
  tool: download.tool,
  importer: download.importer,
});
