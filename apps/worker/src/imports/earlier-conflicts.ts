import { AppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { goodRowsOf, type ImportBatch, type LedgerEntry, type RejectRow, rejectsOfRows } from '@sluice/db/imports';

export interface CommittedBatch {
  readonly jobId: string;
  readonly batch: ImportBatch;
  /** What the ledger says of the batch. */
  readonly entry: LedgerEntry;
  /** Whether its good rows were discarded, because of `on_invalid=abort`. */
  readonly discarded: boolean;
}

/** Without its row errors, an import's result file cannot be made. */
export class RowErrorsExpired extends AppError {
  constructor() {
    super('INVALID_STATE', 'The row errors of this import have expired. Import the file again.');
  }
}

/**
 * The rows that the table rejected when an earlier attempt committed the batch.
 * @throws RowErrorsExpired if they have been deleted: the result file would say that these rows were imported
 */
export async function earlierConflicts(
  db: Db,
  { jobId, batch, entry: { succeeded, failed }, discarded }: CommittedBatch,
): Promise<readonly RejectRow[]> {
  const { firstRow, lastRow, rejects } = batch;
  const recorded = await rejectsOfRows(db, jobId, firstRow, lastRow);
  const known = new Set(rejects.map(({ row }) => row));
  const conflicts = recorded.filter(({ row }) => !known.has(row));
  const refused = conflicts.filter(({ outcome }) => outcome === 'failed').length;
  const complete =
    batch.failedRows + refused === failed && (discarded || goodRowsOf(batch) - conflicts.length === succeeded);
  if (complete) return conflicts;
  throw new RowErrorsExpired();
}
