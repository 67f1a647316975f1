import { and, eq } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';

/** The import `id` of that account (or of any, if so asked) and importer, if there is one. */
export async function getImport(
  db: Db | Tx,
  { accountId, importer, id }: { accountId: AccountScope; importer: string; id: string },
): Promise<BulkImportJob | undefined> {
  const [job] = await db
    .select()
    .from(bulkImportJobs)
    .where(
      and(
        eq(bulkImportJobs.id, id),
        inScope(bulkImportJobs.accountId, accountId),
        eq(bulkImportJobs.importer, importer),
      ),
    );
  return job;
}

/** For workers, which are handed ids by the queue and act for every account. */
export async function getImportById(db: Db | Tx, id: string): Promise<BulkImportJob | undefined> {
  const [job] = await db.select().from(bulkImportJobs).where(eq(bulkImportJobs.id, id));
  return job;
}
