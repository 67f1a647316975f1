import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeStatus } from './change-status.ts';
import { getImportById } from './get.ts';

export type Claim =
  | { readonly claimed: true; readonly job: BulkImportJob }
  | { readonly claimed: false; readonly job: BulkImportJob | undefined };

/**
 * Takes the import for this worker under a new attempt number; from then on no earlier attempt can commit anything.
 * `batchRows` is recorded by the first attempt only. Not claimed: the job is gone, final or being cancelled.
 */
export async function claimImport(db: Db, id: string, batchRows: number): Promise<Claim> {
  return withTransaction(db, async (tx) => {
    const claimed = await changeStatus(tx, id, 'claim', {
      attempt: sql`${bulkImportJobs.attempt} + 1`,
      idleAttempts: sql`${bulkImportJobs.idleAttempts} + 1`,
      batchRows: sql`coalesce(${bulkImportJobs.batchRows}, ${batchRows})`,
      startedAt: sql`coalesce(${bulkImportJobs.startedAt}, now(3))`,
      errorCode: null,
      errorMessage: null,
    });
    const job = await getImportById(tx, id);
    return claimed && job ? { claimed: true, job } : { claimed: false, job };
  });
}
