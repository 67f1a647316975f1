import type { AppError } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { expireDownload } from '@sluice/db/downloads';
import {
  type DocumentAge,
  deleteDocument,
  deleteOutdatedAuditEvents,
  deleteOutdatedErrors,
  deleteOutdatedTraces,
  deleteRows,
  listOutdatedDocuments,
  listOutdatedDownloads,
  nextWithRows,
  type OutdatedDocument,
  type OutdatedDownload,
  type RecordedRows,
} from '@sluice/db/retention';
import { canDeleteDocument, deleteDocumentObjects } from '@sluice/storage';
import { createAgain } from './create-again.ts';
import type { RetentionRun } from './run.ts';

const HOUR_MS = 3_600_000;
const PAGE = 200;
/** A deletion that has not finished after this long was interrupted. */
const DELETION_MS = 600_000;
/** Rows per DELETE, small enough not to block others. */
const ROWS = 5_000;

export const daysAgo = (days: number): Date => new Date(Date.now() - days * 24 * HOUR_MS);

/** Marks expired downloads, then deletes their objects. Returns how many. */
export function expireDownloads(run: RetentionRun): Promise<number> {
  const { deps, signal, context } = run;
  const { db, storage, kept, env } = deps;
  const before = daysAgo(env.RETENTION_DOWNLOADS_DAYS);
  return run.step('downloads', async (counter) => {
    for (let after: OutdatedDownload | undefined; ; ) {
      const page = await listOutdatedDownloads(db, { before, after, limit: PAGE });
      for (const { downloadId, s3Path } of page) {
        await run.item('downloads', { download_id: downloadId, key: s3Path }, async () => {
          // The row first: it may have been delivered or requested again since it was listed.
          if (!(await expireDownload(db, { downloadId, before }))) return;
          counter.count++;
          await kept.remove(downloadId);
          await storage.delete(s3Path, { signal });
          // It was delivered again before the object was deleted.
          await createAgain(deps, context.logger, { downloadId, s3Path });
        });
      }
      after = page.at(-1);
      if (page.length < PAGE) return;
    }
  });
}

/** Walks the imports that have row errors, or recorded deletions, because there are far more imports that no longer have any. */
function deleteRowsOfImports(run: RetentionRun, rows: RecordedRows): Promise<number> {
  const { db, env } = run.deps;
  const before = daysAgo(env.RETENTION_REJECTS_DAYS);
  return run.step(rows, async (counter) => {
    let next = await nextWithRows(db, rows, { afterId: '', before });
    for (; next; next = await nextWithRows(db, rows, { afterId: next.jobId, before })) {
      run.signal.throwIfAborted();
      if (!next.outdated) continue;
      for (let count = ROWS; count === ROWS; counter.count += count) {
        run.signal.throwIfAborted();
        count = await deleteRows(db, rows, next.jobId, ROWS);
      }
    }
  });
}

/** Deletes row errors, traces, error logs and audit events past their retention. Returns the number of rows. */
export async function deleteRecords(run: RetentionRun): Promise<number> {
  const { db, env } = run.deps;
  const traces = daysAgo(env.RETENTION_TRACES_DAYS);
  const audit = daysAgo(env.RETENTION_AUDIT_DAYS);
  const steps = {
    audit_events: () => deleteOutdatedAuditEvents(db, audit, ROWS),
    traces: () => deleteOutdatedTraces(db, traces, ROWS),
    error_logs: () => deleteOutdatedErrors(db, traces, ROWS),
  };
  let deleted = (await deleteRowsOfImports(run, 'row_errors')) + (await deleteRowsOfImports(run, 'deletions'));
  for (const [name, remove] of Object.entries(steps)) {
    deleted += await run.step(name, async (counter) => {
      for (let count = await remove(); count > 0; count = await remove()) {
        counter.count += count;
        run.signal.throwIfAborted();
      }
    });
  }
  return deleted;
}

/**
 * Deletes documents that have not been used for their retention period, and old failed uploads, with all their objects. Those
 * with a chunk on an unreachable server are left for the next run. Returns the number of deleted documents.
 */
export function deleteDocuments(run: RetentionRun): Promise<number> {
  const { deps, signal, context } = run;
  const { db, env } = deps;
  const before: DocumentAge = {
    complete: daysAgo(env.RETENTION_DOCUMENTS_DAYS),
    failed: new Date(Date.now() - env.RETENTION_FAILED_UPLOADS_HOURS * HOUR_MS),
    deleting: new Date(Date.now() - DELETION_MS),
  };
  const storages = { ...deps, signal };
  return run.step('documents', async (counter) => {
    for (let after: OutdatedDocument | undefined; ; ) {
      const page = await listOutdatedDocuments(db, { before, limit: PAGE, after });
      for (const { docId, updatedAt } of page) {
        await run.item('documents', { doc_id: docId }, async () => {
          try {
            const outcome = await deleteDocument(db, {
              ...{ docId, unchangedSince: updatedAt },
              canDelete: (stored) => canDeleteDocument(storages, stored),
              deleteObjects: (stored) => deleteDocumentObjects(storages, stored),
            });
            if (outcome === 'deleted') counter.count++;
          } catch (thrown) {
            const error = databaseError(thrown);
            if (signal.aborted || !isOfServer(error)) throw thrown;
            const { code, message: reason } = error;
            context.logger.warn({ doc_id: docId, code, reason }, 'could not delete a document yet');
          }
        });
      }
      after = page.at(-1);
      if (page.length < PAGE) return;
    }
  });
}

/** A storage server of the document is down: that is not a failure, as the next run may find it up. */
const isOfServer = ({ code, context }: AppError): boolean =>
  code === 'STORAGE_UNAVAILABLE' && context.server !== undefined;
