import { type AppError, toAppError } from '@sluice/core';
import { expireDownload } from '@sluice/db/downloads';
import {
  type DocumentAge,
  deleteDocument,
  deleteOutdatedErrors,
  deleteOutdatedRejects,
  deleteOutdatedTraces,
  listOutdatedDocuments,
  listOutdatedDownloads,
} from '@sluice/db/retention';
import { canDeleteDocument, deleteDocumentObjects } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const HOUR_MS = 3_600_000;
const PAGE = 200;
/** Rows per DELETE, small enough not to block others. */
const ROWS = 5_000;
/** Errors after which a later run may succeed. */
const STAYS: ReadonlySet<AppError['code']> = new Set(['STORAGE_UNAVAILABLE', 'STORAGE_REFUSED']);

const daysAgo = (days: number): Date => new Date(Date.now() - days * 24 * HOUR_MS);

/** Deletes the objects of expired downloads, then marks their rows. Returns how many. */
export async function expireDownloads(
  { db, storage, kept, env }: RetentionDeps,
  { stopping }: Context,
): Promise<number> {
  const before = daysAgo(env.RETENTION_DOWNLOADS_DAYS);
  let expired = 0;
  for (;;) {
    const page = await listOutdatedDownloads(db, before, PAGE);
    let settled = 0;
    for (const { downloadId, s3Path } of page) {
      stopping.throwIfAborted();
      await storage.delete(s3Path, { signal: stopping });
      await kept.remove(downloadId);
      if (await expireDownload(db, downloadId)) settled++;
    }
    expired += settled;
    if (page.length < PAGE || settled === 0) return expired;
  }
}

/** Deletes row errors, traces and error logs past their retention. Returns the number of rows. */
export async function deleteRecords({ db, env }: RetentionDeps, { stopping }: Context): Promise<number> {
  const rejects = daysAgo(env.RETENTION_REJECTS_DAYS);
  const traces = daysAgo(env.RETENTION_TRACES_DAYS);
  const steps = [
    () => deleteOutdatedRejects(db, rejects, ROWS),
    () => deleteOutdatedTraces(db, traces, ROWS),
    () => deleteOutdatedErrors(db, traces, ROWS),
  ];
  let deleted = 0;
  for (const step of steps) {
    for (let count = await step(); count > 0; count = await step()) {
      deleted += count;
      stopping.throwIfAborted();
    }
  }
  return deleted;
}

/**
 * Deletes documents that have not been used for their retention period, and old failed uploads, with all their objects. Those
 * with a chunk on an unreachable server are left for the next run. Returns the number of deleted documents.
 */
export async function deleteDocuments(deps: RetentionDeps, { stopping, logger }: Context): Promise<number> {
  const { db, env } = deps;
  const before: DocumentAge = {
    complete: daysAgo(env.RETENTION_DOCUMENTS_DAYS),
    failed: new Date(Date.now() - env.RETENTION_FAILED_UPLOADS_HOURS * HOUR_MS),
  };
  const storages = { ...deps, signal: stopping };
  let deleted = 0;
  for (let afterId = ''; ; ) {
    const page = await listOutdatedDocuments(db, { before, limit: PAGE, afterId });
    for (const { docId, updatedAt } of page) {
      stopping.throwIfAborted();
      try {
        const outcome = await deleteDocument(db, {
          ...{ docId, unchangedSince: updatedAt },
          canDelete: (stored) => canDeleteDocument(storages, stored),
          deleteObjects: (stored) => deleteDocumentObjects(storages, stored),
        });
        if (outcome === 'deleted') deleted++;
      } catch (thrown) {
        const error = toAppError(thrown);
        if (stopping.aborted || !STAYS.has(error.code)) throw thrown;
        logger.warn({ doc_id: docId, code: error.code, reason: error.message }, 'could not delete a document yet');
      }
      afterId = docId;
    }
    if (page.length < PAGE) return deleted;
  }
}
