import { and, asc, eq, gt, lt, notExists, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports, bulkImportJobs, type Document, documents } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

/** Nothing was made of the document, and nothing that runs compares with it. */
function isUnused(db: Db | Tx): SQL | undefined {
  const { docId, accountId } = documents;
  const one = { one: sql`1` };
  const compared = sql`json_unquote(json_extract(${analysisReports.options}, '$.parameters.compare_doc_id'))`;
  return and(
    notExists(db.select(one).from(bulkImportJobs).where(eq(bulkImportJobs.docId, docId))),
    notExists(db.select(one).from(analysisReports).where(eq(analysisReports.docId, docId))),
    notExists(
      db
        .select(one)
        .from(analysisReports)
        .where(and(eq(analysisReports.accountId, accountId), sql`${compared} = ${docId}`)),
    ),
  );
}

/** Documents that have lain unused since before `before`, in the order of their ids. */
export async function listOutdatedDocuments(
  db: Db,
  { before, limit, afterId = '' }: { before: Date; limit: number; afterId?: string },
): Promise<Pick<Document, 'docId' | 's3Key'>[]> {
  const { docId, s3Key, storage, updatedAt } = documents;
  return db
    .select({ docId, s3Key })
    .from(documents)
    .where(and(gt(docId, afterId), eq(storage, 'single'), lt(updatedAt, before), isUnused(db)))
    .orderBy(asc(docId))
    .limit(limit);
}

/**
 * Deletes the document: its object by `deleteObject`, then the row, which is locked meanwhile so that nobody begins to
 * use it. False: somebody has.
 */
export async function deleteDocument(db: Db, id: string, deleteObject: () => Promise<void>): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const { docId } = documents;
    await tx.select({ docId }).from(documents).where(eq(docId, id)).for('update');
    const [unused] = await tx
      .select({ docId })
      .from(documents)
      .where(and(eq(docId, id), isUnused(tx)));
    if (!unused) return false;
    await deleteObject();
    await tx.delete(documents).where(eq(docId, id));
    return true;
  });
}
