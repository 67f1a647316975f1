import { AppError } from '@sluice/core';
import type { Connection, ResultSetHeader } from 'mysql2/promise';
import type { StoredRowError } from '../../schema/index.ts';
import { decodeLines } from '../local-infile.ts';
import type { BatchOutcome, ImportBatch, RejectRow } from './batch.ts';

/** In the order of the primary key (job_id, row, seq), so that each page is appended after the last. */
const INSERT_REJECTS = `
  INSERT INTO bulk_import_rejects (job_id, \`row\`, seq, \`line\`, outcome, code, field, value, message)
  VALUES ?`;

/**
 * Locks one row, by primary key. The fencing check is part of the statement, so no attempt can be superseded between check
 * and update. MySQL assigns columns from left to right: `total_rows` sees the new `processed_rows`.
 */
const ADD_COUNTS = `
  UPDATE bulk_import_jobs
  SET processed_rows = processed_rows + ?,
      succeeded_rows = succeeded_rows + ?,
      inserted_rows = inserted_rows + ?,
      updated_rows = updated_rows + ?,
      unchanged_rows = unchanged_rows + ?,
      generated_keys = generated_keys + ?,
      failed_rows = failed_rows + ?,
      skipped_rows = skipped_rows + ?,
      total_rows = greatest(coalesce(total_rows, 0), processed_rows),
      errors = coalesce(?, errors),
      updated_at = now(3)
  WHERE id = ?
    AND attempt = ?
    AND status = 'processing'`;

const ADD_DELETED = `
  UPDATE bulk_import_jobs
  SET deleted_rows = deleted_rows + ?,
      updated_at = now(3)
  WHERE id = ?
    AND attempt = ?
    AND status = 'processing'`;

/** A batch that is already in the ledger violates the primary key (job_id, batch_no), which fails its transaction. */
const INSERT_LEDGER = `
  INSERT INTO bulk_import_batches (job_id, batch_no, first_row, last_row, row_count, succeeded, failed, skipped)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

/** Rows at a time. */
const INSERT_ROWS = 1_000;

export interface Counts {
  readonly processed: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Inserted rows whose key was generated. */
  readonly generated: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The job and attempt that writes; only the newest attempt may commit. */
export interface Fence {
  readonly jobId: string;
  readonly attempt: number;
}

/** Every record of the batch is written, failed or skipped; the skipped ones are the remainder. */
export function countBatch(batch: ImportBatch, outcome: BatchOutcome): Counts {
  const { inserted, updated, unchanged, conflicts } = outcome;
  const refused = conflicts.filter(({ outcome }) => outcome === 'failed').length;
  const failed = batch.failedRows + refused;
  const processed = batch.rowCount;
  const skipped = processed - inserted - updated - unchanged - failed;
  const generated = countGenerated(batch, outcome);
  return { processed, inserted, updated, unchanged, generated, failed, skipped };
}

/** Rows with generated keys are only ever inserted, so that those without a conflict were, if anything was. */
function countGenerated({ generated }: ImportBatch, { inserted, conflicts }: BatchOutcome): number {
  if (!generated || inserted === 0) return 0;
  if (conflicts.length === 0) return generated.rows;
  const refused = new Set(conflicts.map(({ row }) => row));
  let count = 0;
  for (const rows of decodeLines(generated.lines, INSERT_ROWS))
    for (const [row] of rows) if (!refused.has(Number(row))) count++;
  return count;
}

/** Records whose rows are as the file wants them. */
const succeeded = ({ inserted, updated, unchanged }: Counts): number => inserted + updated + unchanged;

/** The errors of a batch in the order of its rows, with the cells of the file. */
export function allRejects({ rejects, shown }: ImportBatch, { conflicts }: BatchOutcome): RejectRow[] {
  if (conflicts.length === 0) return [...rejects];
  return [...rejects, ...(shown?.(conflicts) ?? conflicts)].sort((a, b) => a.row - b.row);
}

export async function insertRejects(
  connection: Connection,
  jobId: string,
  rejects: readonly RejectRow[],
): Promise<void> {
  let seq = 0;
  let previous = 0;
  const rows = rejects.map((reject) => {
    seq = reject.row === previous ? seq + 1 : 0;
    previous = reject.row;
    const { row, line, outcome, code, field, value, message } = reject;
    return [jobId, row, seq, line, outcome, code, field, value, message];
  });
  for (let at = 0; at < rows.length; at += INSERT_ROWS) {
    await connection.query(INSERT_REJECTS, [rows.slice(at, at + INSERT_ROWS)]);
  }
}

/**
 * Adds to the job's counters if this attempt is still the newest and the import has not been cancelled. The lock on the
 * counters is held briefly: it is taken last, followed only by the ledger.
 * @throws AppError JOB_SUPERSEDED; the caller rolls back and determines why.
 */
export async function addCounts(
  connection: Connection,
  { jobId, attempt }: Fence,
  counts: Counts,
  firstErrors: readonly StoredRowError[] | undefined,
): Promise<void> {
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(ADD_COUNTS, [
    counts.processed,
    succeeded(counts),
    counts.inserted,
    // With the unchanged ones: see the schema.
    counts.updated + counts.unchanged,
    counts.unchanged,
    counts.generated,
    counts.failed,
    counts.skipped,
    firstErrors ? JSON.stringify(firstErrors) : null,
    jobId,
    attempt,
  ]);
  if (affectedRows !== 1) {
    throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker or cancelled.');
  }
}

/** Adds to the count of deleted rows. @throws AppError JOB_SUPERSEDED like `addCounts` */
export async function addDeleted(connection: Connection, { jobId, attempt }: Fence, deleted: number): Promise<void> {
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(ADD_DELETED, [deleted, jobId, attempt]);
  if (affectedRows !== 1)
    throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker or cancelled.');
}

/** Locks the job's row if this attempt is still the newest. @throws AppError JOB_SUPERSEDED */
export const touchJob = (connection: Connection, fence: Fence): Promise<void> => addDeleted(connection, fence, 0);

export async function insertLedger(
  connection: Connection,
  jobId: string,
  batch: Pick<ImportBatch, 'batchNo' | 'firstRow' | 'lastRow' | 'rowCount'>,
  counts: Counts,
): Promise<void> {
  await connection.query(INSERT_LEDGER, [
    jobId,
    batch.batchNo,
    batch.firstRow,
    batch.lastRow,
    batch.rowCount,
    succeeded(counts),
    counts.failed,
    counts.skipped,
  ]);
}
