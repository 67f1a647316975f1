import { and, asc, eq, gt, gte, inArray, isNull, lt, notLike, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports, bulkImportJobs, type Document, documents, downloads } from '../schema/index.ts';
import { none, some } from '../subqueries.ts';

/** Age limits by document state. */
export interface DocumentAge {
  /** Complete documents not used since. */
  readonly complete: Date;
  /** Uploads that failed before this time. */
  readonly failed: Date;
  /** Documents whose deletion started before this time and has not finished. */
  readonly deleting: Date;
}

const { docId, accountId, uploadStatus, updatedAt, deletingAt } = documents;
const one = { one: sql`1` };

/** No import of the document matches `imports`, and no analysis of it or comparing with it matches `analyses`. */
function hasNone(db: Db | Tx, { imports, analyses }: { imports: SQL | undefined; analyses: SQL | undefined }) {
  const ofAccount = eq(analysisReports.accountId, accountId);
  return and(
    none(
      db
        .select(one)
        .from(bulkImportJobs, { forceIndex: 'bulk_import_jobs_doc_id_documents_doc_id_fk' })
        .where(and(eq(bulkImportJobs.docId, docId), imports))
        .limit(1),
    ),
    none(
      db
        .select(one)
        .from(analysisReports, { forceIndex: 'analysis_reports_doc_id_documents_doc_id_fk' })
        .where(and(eq(analysisReports.docId, docId), analyses))
        .limit(1),
    ),
    none(
      db
        .select(one)
        .from(analysisReports, { forceIndex: 'analysis_reports_compared' })
        .where(and(ofAccount, eq(analysisReports.compareDocId, docId), analyses))
        .limit(1),
    ),
  );
}

const unfinished = {
  imports: inArray(bulkImportJobs.status, ['pending', 'processing', 'cancelling']),
  analyses: inArray(analysisReports.status, ['queued', 'processing', 'cancelling']),
};

/** No unfinished work reads the document. Finished work keeps its row, without the document. */
export const isUnused = (db: Db | Tx): SQL | undefined => hasNone(db, unfinished);

const isNotLost = or(isNull(downloads.lastError), notLike(downloads.lastError, 'ARTIFACT_LOST:%'));

/** A file of the import or analysis is not delivered yet, and may have to be created again from the document. */
const isUndelivered = (db: Db, forceIndex: string, ofOwner: SQL): SQL =>
  some(
    db
      .select(one)
      .from(downloads, { forceIndex })
      .where(and(ofOwner, inArray(downloads.status, ['pending', 'upload_failed']), isNotLost))
      .limit(1),
  );

const isUnusedSince = (db: Db, since: Date): SQL | undefined =>
  hasNone(db, {
    imports: or(
      unfinished.imports,
      gte(bulkImportJobs.updatedAt, since),
      isUndelivered(db, 'downloads_job', eq(downloads.jobId, bulkImportJobs.id)),
    ),
    analyses: or(
      unfinished.analyses,
      gte(analysisReports.updatedAt, since),
      isUndelivered(db, 'downloads_analysis', eq(downloads.analysisId, analysisReports.analysisId)),
    ),
  });

export type OutdatedDocument = Pick<Document, 'docId' | 'updatedAt' | 'uploadStatus'>;

/**
 * Expired documents, by status and then by time: complete ones that have not changed, nor any work on them, since `complete`
 * and whose files are delivered, uploads that failed before `failed`, and interrupted deletions.
 */
export async function listOutdatedDocuments(
  db: Db,
  { before, limit, after }: { before: DocumentAge; limit: number; after?: OutdatedDocument | undefined },
): Promise<OutdatedDocument[]> {
  const { complete, failed, deleting } = before;
  const groups = {
    UPLOAD_COMPLETE: and(lt(updatedAt, complete), isUnusedSince(db, complete)),
    UPLOAD_FAILED: or(and(lt(updatedAt, failed), isUnused(db)), lt(deletingAt, deleting)),
  } as const;
  const found: OutdatedDocument[] = [];
  for (const status of ['UPLOAD_COMPLETE', 'UPLOAD_FAILED'] as const) {
    if (after?.uploadStatus === 'UPLOAD_FAILED' && status === 'UPLOAD_COMPLETE') continue;
    const beyond =
      after?.uploadStatus === status
        ? or(gt(updatedAt, after.updatedAt), and(eq(updatedAt, after.updatedAt), gt(docId, after.docId)))
        : undefined;
    const page = await db
      .select({ docId, updatedAt, uploadStatus })
      .from(documents, { forceIndex: 'documents_status_updated' })
      .where(and(eq(uploadStatus, status), groups[status], beyond))
      .orderBy(asc(updatedAt), asc(docId))
      .limit(limit - found.length);
    found.push(...page);
    if (found.length === limit) break;
  }
  return found;
}
