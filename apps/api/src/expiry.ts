import type { ListedDocument } from '@sluice/db/documents';
import type { ListedJob } from '@sluice/db/jobs';
import type { ApiEnv } from './env.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long things are kept, in milliseconds. Workers delete what is older. */
export interface Kept {
  readonly documents: number;
  readonly failedUploads: number;
  /** Finished jobs, which are kept as long as their artifacts and row errors. */
  readonly records: number;
}

export const keptFromEnv = (env: ApiEnv): Kept => ({
  documents: env.RETENTION_DOCUMENTS_DAYS * DAY_MS,
  failedUploads: env.RETENTION_FAILED_UPLOADS_HOURS * HOUR_MS,
  records: Math.max(env.RETENTION_RECORDS_DAYS, env.RETENTION_DOWNLOADS_DAYS, env.RETENTION_REJECTS_DAYS) * DAY_MS,
});

const after = (moment: Date, age: number): string => new Date(moment.getTime() + age).toISOString();

/** When a document is deleted unless it is used before then; null while it is being uploaded. */
export function documentExpiry(kept: Kept, { uploadStatus, usedAt, updatedAt }: ListedDocument): string | null {
  if (uploadStatus === 'UPLOAD_COMPLETE') return after(usedAt, kept.documents);
  return uploadStatus === 'UPLOAD_FAILED' ? after(updatedAt, kept.failedUploads) : null;
}

/** When the record of a finished job is deleted; null before it has ended. */
export const jobExpiry = (kept: Kept, { completedAt }: ListedJob): string | null =>
  completedAt === null ? null : after(completedAt, kept.records);
