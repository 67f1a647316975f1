import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type NewDownload, recordDownload } from '../downloads/record.ts';
import { bulkImportJobs } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeStatus, ofAttempt } from './change-status.ts';

export interface ImportEnd {
  readonly id: string;
  readonly attempt: number;
  /** Recorded in the same transaction: a final import has its result file. */
  readonly download: NewDownload;
  /** Why it failed although every row was looked at; completed without it. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** The import ends with its result file. False: it is no longer this attempt's. */
export async function finishImport(db: Db, { id, attempt, download, failure }: ImportEnd): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const ended = await changeStatus(
      tx,
      id,
      failure ? 'fail' : 'complete',
      {
        totalRows: sql`${bulkImportJobs.processedRows}`,
        errorCode: failure?.code ?? null,
        errorMessage: failure?.message.slice(0, 1_024) ?? null,
        completedAt: sql`now(3)`,
      },
      ofAttempt(attempt),
    );
    if (ended) await recordDownload(tx, download);
    return ended;
  });
}
