import { createHash } from 'node:crypto';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';

/** The headers of a file as one hash, which is the same in any order of its columns. */
export const headerSetOf = (headers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...new Set(headers)].sort()))
    .digest('hex');

export type RememberedImport = Pick<BulkImportJob, 'id' | 'status' | 'options' | 'succeededRows' | 'createdAt'>;

/** The newest import of a file with exactly these headers that has mapped some of them and wrote rows. */
export async function findRemembered(
  db: Db,
  { accountId, importer, headers }: Pick<BulkImportJob, 'accountId' | 'importer'> & { headers: readonly string[] },
): Promise<RememberedImport | undefined> {
  const { id, status, options, succeededRows, createdAt } = bulkImportJobs;
  const [found] = await db
    .select({ id, status, options, succeededRows, createdAt })
    .from(bulkImportJobs)
    .where(
      and(
        eq(bulkImportJobs.accountId, accountId),
        eq(bulkImportJobs.importer, importer),
        eq(bulkImportJobs.headerSet, headerSetOf(headers)),
        eq(status, 'completed'),
        gt(succeededRows, 0),
      ),
    )
    .orderBy(desc(createdAt))
    .limit(1);
  return found;
}
