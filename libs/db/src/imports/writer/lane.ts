import type { Connection } from 'mysql2/promise';
import type { Db } from '../../client.ts';
import type { KeySequence } from '../key-sequence.ts';
import { decodeLines } from '../local-infile.ts';
import { type BatchOutcome, goodRowsOf, type ImportBatch } from './batch.ts';
import { Loader } from './loader.ts';
import { Merge } from './merge.ts';
import { rowFault } from './row-faults.ts';
import { INSERT_ROWS, Stage, type WrittenRows } from './stage.ts';
import { type WriteStatements, writeStatements } from './statements.ts';
import { type TakeOver, takeOver } from './take-over.ts';
import type { ImportTarget } from './target.ts';

export type StageOptions = Parameters<Stage['fill']>[1];

export interface LaneOptions extends TakeOver {
  readonly db: Pick<Db, '$connect'>;
  readonly target: ImportTarget;
  /** Called when LOAD DATA LOCAL is refused, with the reason. INSERTs, which are slower, replace it. */
  readonly onLoadRefused?: ((error: unknown) => void) | undefined;
  /** For batches with generated keys. */
  readonly keys: KeySequence | undefined;
}

/**
 * A connection with its own staging table, created on first use. One lane loads a batch while the other writes one.
 */
export class Lane {
  readonly connection: Connection;
  readonly #sql: WriteStatements;
  readonly #loader: Loader;
  readonly #stage: Stage;
  readonly #merge: Merge;
  #lockWait = 'DEFAULT';

  private constructor(connection: Connection, { target, keys, onLoadRefused = () => {} }: LaneOptions) {
    this.connection = connection;
    this.#sql = writeStatements(target);
    this.#loader = new Loader(connection, onLoadRefused);
    this.#stage = new Stage(connection, target, this.#loader);
    this.#merge = new Merge(connection, target, this.#sql, keys);
  }

  /** Connects. With `locks`, the lane that writes first takes over from earlier attempts: see `takeOver`. */
  static async open(options: LaneOptions, locks?: { lane: number; others: readonly number[] }): Promise<Lane> {
    const connection = await options.db.$connect();
    try {
      if (locks) await takeOver(connection, options, locks.lane, locks.others);
      return new Lane(connection, options);
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  /** Sets the lock wait timeout in seconds, or resets it to the server's default. Call it outside a transaction. */
  async waitForLocks(seconds: number | undefined): Promise<void> {
    const wanted = seconds === undefined ? 'DEFAULT' : String(seconds);
    if (wanted !== this.#lockWait) await this.connection.query(`SET SESSION innodb_lock_wait_timeout = ${wanted}`);
    this.#lockWait = wanted;
  }

  /** Puts the batch's good rows into the staging table: see `Stage.fill`. */
  stage(batch: ImportBatch, how?: StageOptions): Promise<void> {
    return this.#stage.fill(batch, how);
  }

  /** Writes the staged rows into the target: see `Merge.write`. */
  writeStaged(batch: ImportBatch, how?: { trial?: boolean }): Promise<BatchOutcome> {
    return this.#merge.write(batch, this.#stage, how);
  }

  /** Returns what `writeStaged` would do, without writing. */
  checkStaged(batch: ImportBatch): Promise<BatchOutcome> {
    return this.#merge.check(batch, this.#stage);
  }

  /**
   * Writes the batch directly into the target, which works if none of its keys exists and the table accepts every row.
   * Otherwise undefined: nothing is written, and the batch must go through the staging table. Call it inside a transaction.
   */
  async writeDirectly(batch: ImportBatch): Promise<BatchOutcome | undefined> {
    const inserted = goodRowsOf(batch);
    const outcome = { inserted, updated: 0, unchanged: 0, conflicts: [] };
    if (inserted === 0) return outcome;
    await this.connection.query('SAVEPOINT direct');
    const parts: WrittenRows[] = [{ rows: batch.goodRows, lines: batch.lines }];
    if (batch.generated) parts.push(batch.generated);
    if (await this.#writeParts(parts)) return outcome;
    await this.connection.query('ROLLBACK TO SAVEPOINT direct');
    return undefined;
  }

  async #writeParts(parts: readonly WrittenRows[]): Promise<boolean> {
    try {
      for (const part of parts) {
        if (part.rows === 0) continue;
        const written = await this.#loader.loadOr(
          () => this.#loadDirectly(part),
          () => this.#insertDirectly(part),
        );
        if (!written) return false;
      }
      return true;
    } catch (error) {
      if (rowFault(error)) return false;
      throw error;
    }
  }

  async #loadDirectly({ rows, lines }: WrittenRows): Promise<boolean> {
    const { records, written, warnings } = await this.#loader.load(this.#sql.loadTarget, lines);
    return records === rows && written === rows && warnings === 0;
  }

  async #insertDirectly({ lines }: WrittenRows): Promise<boolean> {
    for (const rows of decodeLines(lines, INSERT_ROWS)) {
      const values = rows.map(([, , ...cells]) => this.#sql.insertTuple(cells));
      await this.connection.query(this.#sql.insertTarget + values.join(', '));
    }
    return true;
  }

  close(): void {
    this.connection.destroy();
  }
}
