import type { BatchOutcome, ImportBatch } from './batch.ts';
import { Lane, type LaneOptions } from './lane.ts';
import { addCounts, allRejects, countBatch, type Counts, type Fence, insertLedger, insertRejects } from './settle.ts';

export interface AtomicWriterOptions extends LaneOptions {
  readonly fence: Fence;
}

type LedgerEntry = Pick<ImportBatch, 'batchNo' | 'firstRow' | 'lastRow' | 'rowCount'> & { readonly counts: Counts };

/** Writes all batches in one transaction or none: unless `commit` succeeds, the table is unchanged. */
export class AtomicWriter {
  readonly #lane: Lane;
  readonly #fence: Fence;
  readonly #ledger: LedgerEntry[] = [];
  #direct = true;

  private constructor(lane: Lane, fence: Fence) {
    this.#lane = lane;
    this.#fence = fence;
  }

  static async open({ fence, ...options }: AtomicWriterOptions): Promise<AtomicWriter> {
    const lane = await Lane.open(options);
    try {
      await lane.connection.beginTransaction();
      return new AtomicWriter(lane, fence);
    } catch (error) {
      lane.close();
      throw error;
    }
  }

  /** False if a row of the batch cannot be written. Then nothing will be, and the caller closes the writer. */
  async write(batch: ImportBatch): Promise<boolean> {
    if (batch.failedRows > 0) return false;
    const outcome = await this.#apply(batch);
    const counts = countBatch(batch, outcome);
    if (counts.failed > 0) return false;
    await insertRejects(this.#lane.connection, this.#fence.jobId, allRejects(batch, outcome));
    const { batchNo, firstRow, lastRow, rowCount } = batch;
    this.#ledger.push({ batchNo, firstRow, lastRow, rowCount, counts });
    return true;
  }

  async #apply(batch: ImportBatch): Promise<BatchOutcome> {
    if (this.#direct) {
      const outcome = await this.#lane.writeDirectly(batch);
      if (outcome) return outcome;
      this.#direct = false;
    }
    await this.#lane.stage(batch, { inTransaction: true });
    return this.#lane.writeStaged(batch);
  }

  /** @throws AppError JOB_SUPERSEDED after a newer attempt has started or the import was cancelled; nothing is written. */
  async commit(): Promise<void> {
    const { connection } = this.#lane;
    const total = this.#ledger.reduce(
      (sum, { counts }) => ({
        processed: sum.processed + counts.processed,
        inserted: sum.inserted + counts.inserted,
        updated: sum.updated + counts.updated,
        failed: sum.failed + counts.failed,
        skipped: sum.skipped + counts.skipped,
      }),
      { processed: 0, inserted: 0, updated: 0, failed: 0, skipped: 0 },
    );
    await addCounts(connection, this.#fence, total, undefined);
    for (const { counts, ...batch } of this.#ledger) await insertLedger(connection, this.#fence.jobId, batch, counts);
    await connection.commit();
  }

  /** Rolls back anything uncommitted. */
  close(): void {
    this.#lane.close();
  }
}
