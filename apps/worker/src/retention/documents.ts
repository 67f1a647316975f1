import { type AppError, toAppError } from '@sluice/core';
import { type DocumentAge, deleteDocument, listOutdatedDocuments } from '@sluice/db/retention';
import { canDeleteDocument, deleteDocumentObjects } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const HOUR_MS = 3_600_000;
const PAGE = 200;
/** Errors after which a later run may succeed. */
const STAYS: ReadonlySet<AppError['code']> = new Set(['STORAGE_UNAVAILABLE', 'STORAGE_REFUSED']);

/**
 * Deletes documents that have not been used for their retention period, and old failed uploads, with all their objects. Those
 * with a chunk on an unreachable server are left for the next run. Returns the number of deleted documents.
 */
export async function deleteDocuments(deps: RetentionDeps, { stopping, logger }: Context): Promise<number> {
  const { db, env } = deps;
  const before: DocumentAge = {
    complete: new Date(Date.now() - env.RETENTION_DOCUMENTS_DAYS * 24 * HOUR_MS),
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
