import type { KeySequence } from '../key-sequence.ts';
import type { BatchOutcome, ImportBatch, RejectRow } from './batch.ts';
import { type KeyJudge, openJudge } from './key-judge.ts';
import { Lane, type LaneOptions } from './lane.ts';
import { addCounts, allRejects, type Counts, countBatch, type Fence, insertLedger, insertRejects } from './settle.ts';
import { takesDirectly } from './target.ts';

type LedgerEntry = Pick<ImportBatch, 'batchNo' | 'firstRow' | 'lastRow' | 'rowCount'> & { readonly counts: Counts };

/** Writes all batches in one transaction or none: unless `commit` succeeds, the table is unchanged. */
export class AtomicWriter {
  readonly #lane: Lane;
  readonly #fence: Fence;
  readonly #keys: KeySequence | undefined;
  readonly #judge: Promise<KeyJudge> | undefined;
  readonly #ledger: LedgerEntry[] = [];
  #highestGiven = 0;
  #direct: boolean;

  private constructor(lane: Lane, options: LaneOptions) {
    const { fence, keys, target } = options;
    this.#direct = takesDirectly(target);
    this.#lane = lane;
    this.#fence = fence;
    this.#keys = keys;
    this.#judge = openJudge(options);
    this.#judge?.catch(() => {});
  }

  static async open(options: LaneOptions): Promise<AtomicWriter> {
    const lane = await Lane.open(options, { lane: 0, others: [1] });
    try {
      await lane.connection.beginTransaction();
      return new AtomicWriter(lane, options);
    } catch (error) {
      lane.close();
      throw error;
    }
  }

  /** False if a row of the batch cannot be written. Then nothing will be, and the caller closes the writer. */
  async write(batch: ImportBatch): Promise<boolean> {
    if (batch.failedRows > 0) return false;
    const judge = await this.#judge;
    const repeated = (await judge?.judge(batch)) ?? [];
    if (repeated.some(({ outcome }) => outcome === 'failed')) return false;
    const outcome = await this.#apply(batch, repeated);
    const counts = countBatch(batch, outcome);
    if (counts.failed > 0) return false;
    await insertRejects(this.#lane.connection, this.#fence.jobId, allRejects(batch, outcome));
    const { batchNo, firstRow, lastRow, rowCount } = batch;
    this.#ledger.push({ batchNo, firstRow, lastRow, rowCount, counts });
    this.#highestGiven = batch.highestGiven;
    return true;
  }

  async #apply(batch: ImportBatch, repeated: readonly RejectRow[]): Promise<BatchOutcome> {
    if (this.#direct && repeated.length === 0 && !batch.asks) {
      const outcome = await this.#lane.writeDirectly(batch);
      if (outcome) return outcome;
      this.#direct = false;
    }
    await this.#lane.stage(batch, { inTransaction: true, repeated });
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
        unchanged: sum.unchanged + counts.unchanged,
        generated: sum.generated + counts.generated,
        failed: sum.failed + counts.failed,
        skipped: sum.skipped + counts.skipped,
      }),
      { processed: 0, inserted: 0, updated: 0, unchanged: 0, generated: 0, failed: 0, skipped: 0 },
    );
    await this.#keys?.pass(this.#highestGiven);
    await addCounts(connection, this.#fence, total, undefined);
    for (const { counts, ...batch } of this.#ledger) await insertLedger(connection, this.#fence.jobId, batch, counts);
    await connection.commit();
  }

  /** Rolls back anything uncommitted. */
  close(): void {
    this.#lane.close();
    this.#judge?.then(
      (judge) => judge.close(),
      () => {},
    );
  }
}
