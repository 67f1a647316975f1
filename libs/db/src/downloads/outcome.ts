import { publicMessage } from '@sluice/core';
import { and, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports, downloads } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeDownloadStatus, type DownloadStatus, type DownloadTransition } from './record.ts';

/** The outcome of one delivery attempt. */
export type UploadOutcome =
  | { readonly uploaded: true; readonly sizeBytes: number; readonly sha256: string }
  | {
      readonly uploaded: false;
      readonly code: string;
      readonly message: string;
      /** Size and hash of the bytes, if this attempt recreated them. */
      readonly produced?: { readonly sizeBytes: number; readonly sha256: string };
    };

/** The longest reason that fits in the row. */
const REASON_LENGTH = 1_024;

/**
 * Records the outcome of an attempt on the download and on its entry in the report, atomically. False if the download has
 * been deleted or settled by another attempt.
 */
export async function settleUpload(db: Db | Tx, downloadId: string, outcome: UploadOutcome): Promise<boolean> {
  const uploadAttempts = sql`${downloads.uploadAttempts} + 1`;
  if (outcome.uploaded) {
    const { sizeBytes, sha256 } = outcome;
    const set = { sizeBytes, sha256, lastError: null, uploadedAt: sql`now(3)`, uploadAttempts };
    return change(db, downloadId, 'uploaded', set, { status: 'uploaded', size_bytes: sizeBytes });
  }
  const { code, message, produced } = outcome;
  const lastError = `${code}: ${message}`.slice(0, REASON_LENGTH);
  return change(
    db,
    downloadId,
    'failed',
    { lastError, uploadAttempts, failedAt: sql`now(3)`, ...produced },
    { status: 'upload_failed', error: { code, message: publicMessage({ code, message }) } },
  );
}

/** Marks a download whose object is missing, so that the artifact is recreated. */
export const loseObject = (db: Db, downloadId: string, { code, message }: { code: string; message: string }) =>
  change(
    db,
    downloadId,
    'lose',
    { lastError: `${code}: ${message}`.slice(0, REASON_LENGTH), uploadedAt: null },
    { status: 'upload_failed', error: { code, message: publicMessage({ code, message }) } },
  );

/** Delivered, or created and never delivered, before `before`; a later re-delivery restarts the retention period. */
export const isOutdated = (before: Date): SQL | undefined => {
  const { status, createdAt, uploadedAt } = downloads;
  return and(
    inArray(status, ['uploaded', 'upload_failed']),
    lt(createdAt, before),
    sql`coalesce(${uploadedAt}, ${createdAt}) < ${before}`,
  );
};

/**
 * Marks a download whose retention period is over; the caller then deletes its object. False if it has been delivered or
 * requested again since it was listed.
 */
export const expireDownload = (
  db: Db,
  { downloadId, before }: { downloadId: string; before: Date },
): Promise<boolean> => change(db, downloadId, 'expire', {}, { status: 'expired' }, isOutdated(before));

interface ReportEntry {
  readonly status: DownloadStatus;
  readonly size_bytes?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

async function change(
  db: Db | Tx,
  downloadId: string,
  name: DownloadTransition,
  set: Parameters<typeof changeDownloadStatus>[3],
  entry: ReportEntry,
  guard?: SQL,
): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const { analysisId } = downloads;
    const [row] = await tx.select({ analysisId }).from(downloads).where(eq(downloads.downloadId, downloadId));
    // Locks the report before the download, in the same order as the transaction that creates them.
    const at = row?.analysisId ? await entryOf(tx, row.analysisId, downloadId) : undefined;
    const changed = await changeDownloadStatus(tx, downloadId, name, set, guard);
    if (changed && row?.analysisId && at !== undefined) await patchEntry(tx, row.analysisId, at, entry);
    return changed;
  });
}

/** The JSON path of the download's entry in the report, or undefined. */
async function entryOf(tx: Tx, analysisId: string, downloadId: string): Promise<string | undefined> {
  const path = sql<
    string | null
  >`json_unquote(json_search(json_extract(${analysisReports.report}, '$.downloads'), 'one',
    ${downloadId}, null, '$[*].download_id'))`;
  const [row] = await tx
    .select({ path })
    .from(analysisReports)
    .where(eq(analysisReports.analysisId, analysisId))
    .for('update');
  return /^\$(\[\d+\])\.download_id$/.exec(row?.path ?? '')?.[1];
}

/** Updates in place: a report can be megabytes, and other entries may be changing. */
async function patchEntry(tx: Tx, analysisId: string, at: string, { status, size_bytes, error }: ReportEntry) {
  const entry = `$.downloads${at}`;
  const size = size_bytes === undefined ? sql`` : sql`, ${`${entry}.size_bytes`}, ${size_bytes}`;
  const reason = error
    ? sql`, ${`${entry}.error`}, json_object('code', ${error.code}, 'message', ${error.message})`
    : sql``;
  const kept = sql`json_remove(${analysisReports.report}, ${`${entry}.error`})`;
  await tx
    .update(analysisReports)
    .set({ report: sql`json_set(${kept}, ${`${entry}.status`}, ${status}${size}${reason})` })
    .where(eq(analysisReports.analysisId, analysisId));
}
