import { and, asc, eq, gt, gte, inArray, lt, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports, bulkImportJobs, type Document, documents } from '../schema/index.ts';

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

/** The document that an analysis compares with. */
const compared = sql`json_unquote(json_extract(${analysisReports.options}, '$.parameters.compare_doc_id'))`;

/** No import of the document matches `imports`, and no analysis of it or comparing with it matches `analyses`. */
function hasNone(db: Db | Tx, { imports, analyses }: { imports: SQL | undefined; analyses: SQL | undefined }) {
  const ofAccount = eq(analysisReports.accountId, accountId);
  return and(
    notExists(
      db
        .select(one)
        .from(bulkImportJobs)
        .where(and(eq(bulkImportJobs.docId, docId), imports)),
    ),
    notExists(
      db
        .select(one)
        .from(analysisReports)
        .where(and(eq(analysisReports.docId, docId), analyses)),
    ),
    notExists(
      db
        .select(one)
        .from(analysisReports)
        .where(and(ofAccount, sql`${compared} = ${docId}`, analyses)),
    ),
  );
}

const unfinished = {
  imports: inArray(bulkImportJobs.status, ['pending', 'processing', 'cancelling']),
  analyses: inArray(analysisReports.status, ['queued', 'processing', 'cancelling']),
};

/** No unfinished work reads the document. Finished work keeps its row, without the document. */
export const isUnused = (db: Db | Tx): SQL | undefined => hasNone(db, unfinished);

const isUnusedSince = (db: Db, since: Date): SQL | undefined =>
  hasNone(db, {
    imports: or(unfinished.imports, gte(bulkImportJobs.updatedAt, since)),
    analyses: or(unfinished.analyses, gte(analysisReports.updatedAt, since)),
  });

/**
 * Expired documents, ordered by id: complete ones that have not changed, nor any work on them, since `complete`, uploads that
 * failed before `failed`, and interrupted deletions.
 */
export async function listOutdatedDocuments(
  db: Db,
  { before, limit, afterId = '' }: { before: DocumentAge; limit: number; afterId?: string },
): Promise<Pick<Document, 'docId' | 'updatedAt'>[]> {
  const outdated = or(
    and(eq(uploadStatus, 'UPLOAD_COMPLETE'), lt(updatedAt, before.complete), isUnusedSince(db, before.complete)),
    and(eq(uploadStatus, 'UPLOAD_FAILED'), lt(updatedAt, before.failed), isUnused(db)),
    lt(deletingAt, before.deleting),
  );
  return db
    .select({ docId, updatedAt })
    .from(documents)
    .where(and(gt(docId, afterId), outdated))
    .orderBy(asc(docId))
    .limit(limit);
}
