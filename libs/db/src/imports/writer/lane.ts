import { Readable } from 'node:stream';
import { AppError } from '@sluice/core';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Db } from '../../client.ts';
import { isDuplicateKey, isLoadRefused } from '../../errors.ts';
import { decodeLines } from '../local-infile.ts';
import type { BatchOutcome, ImportBatch, RejectRow } from './batch.ts';
import { type ImportStatements, importStatements, quoteText } from './statements.ts';
import type { ImportTarget } from './target.ts';

/** Rows per INSERT where LOAD DATA LOCAL is refused. */
const INSERT_ROWS = 1_000;
/** Rows per IN list. */
const LIST_ROWS = 5_000;

export interface LaneOptions {
  readonly db: Pick<Db, '$connect'>;
  readonly target: ImportTarget;
  /** Called when LOAD DATA LOCAL is refused, with the reason. INSERTs, which are slower, replace it. */
  readonly onLoadRefused?: ((error: unknown) => void) | undefined;
}

interface StagedRow extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

/**
 * A connection with its own staging table, created on first use. One lane loads a batch while the other writes one.
 */
export class Lane {
  readonly connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: ImportStatements;
  readonly #onLoadRefused: (error: unknown) => void;
  /** Whether to try LOAD DATA LOCAL. Each connection finds out: it may lead to another server, or through a proxy. */
  #loads = true;
  #hasStage = false;
  #lockWait = 'DEFAULT';

  private constructor(connection: Connection, { target, onLoadRefused = () => {} }: LaneOptions) {
    this.connection = connection;
    this.#target = target;
    this.#sql = importStatements(target);
    this.#onLoadRefused = onLoadRefused;
  }

  static async open(options: LaneOptions): Promise<Lane> {
    return new Lane(await options.db.$connect(), options);
  }

  /** Sets the lock wait timeout in seconds, or resets it to the server's default. Call it outside a transaction. */
  async waitForLocks(seconds: number | undefined): Promise<void> {
    const wanted = seconds === undefined ? 'DEFAULT' : String(seconds);
    if (wanted !== this.#lockWait) await this.connection.query(`SET SESSION innodb_lock_wait_timeout = ${wanted}`);
    this.#lockWait = wanted;
  }

  /**
   * Loads the batch's good rows into the staging table after emptying it. Outside a transaction the table is truncated,
   * which is faster but commits; with `inTransaction` its rows are deleted instead.
   */
  async stage(batch: ImportBatch, { inTransaction = false } = {}): Promise<void> {
    if (!this.#hasStage) await this.connection.query(this.#sql.createStage);
    this.#hasStage = true;
    await this.connection.query(inTransaction ? this.#sql.emptyStage : this.#sql.clearStage);
    if (batch.goodRows === 0) return;
    await this.#loadOr(
      () => this.#loadStage(batch),
      async () => {
        for (const rows of decodeLines(batch.lines, INSERT_ROWS))
          await this.connection.query(this.#sql.insertStage, [rows]);
      },
    );
  }

  async #loadStage(batch: ImportBatch): Promise<void> {
    const { records, warnings } = await this.#load(this.#sql.loadStage, batch);
    if (records === batch.goodRows && warnings === 0) return;
    const [details] = await this.connection.query<RowDataPacket[]>('SHOW WARNINGS LIMIT 3');
    const reasons = details.map((warning) => String(warning.Message)).join('; ');
    throw new AppError(
      'INTERNAL',
      `The database accepted only ${records} of ${batch.goodRows} checked rows unchanged: ${reasons}`,
    );
  }

  /**
   * Writes the batch directly into the target, which works if none of its keys exists. Undefined if one does: nothing is
   * written, and the batch must go through the staging table. Call it inside a transaction.
   */
  async writeDirectly(batch: ImportBatch): Promise<BatchOutcome | undefined> {
    if (batch.goodRows === 0) return { inserted: 0, updated: 0, conflicts: [] };
    await this.connection.query('SAVEPOINT direct');
    const written = await this.#loadOr(
      () => this.#loadDirectly(batch),
      () => this.#insertDirectly(batch),
    );
    if (written) return { inserted: batch.goodRows, updated: 0, conflicts: [] };
    await this.connection.query('ROLLBACK TO SAVEPOINT direct');
    return undefined;
  }

  async #loadOr<T>(load: () => Promise<T>, insert: () => Promise<T>): Promise<T> {
    if (!this.#loads) return insert();
    try {
      return await load();
    } catch (error) {
      if (!isLoadRefused(error)) throw error;
      this.#loads = false;
      this.#onLoadRefused(error);
      return insert();
    }
  }

  /** LOAD DATA LOCAL skips rows whose key exists instead of failing; its counts show how many. */
  async #loadDirectly(batch: ImportBatch): Promise<boolean> {
    const { records, written, warnings } = await this.#load(this.#sql.loadTarget, batch);
    return records === batch.goodRows && written === batch.goodRows && warnings === 0;
  }

  async #insertDirectly(batch: ImportBatch): Promise<boolean> {
    const { columns } = this.#target;
    try {
      for (const rows of decodeLines(batch.lines, INSERT_ROWS)) {
        const values = rows.map(([, , ...cells]) => {
          const own = cells.map((cell, i) => cell ?? columns[i]?.fallback ?? null);
          return `(${own.map((cell) => (cell === null ? 'NULL' : quoteText(cell))).join(', ')}, ${this.#sql.ownedValues})`;
        });
        await this.connection.query(this.#sql.insertTarget + values.join(', '));
      }
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Writes the staged rows into the target according to `onDuplicate`. Call it inside a transaction. */
  async writeStaged(batch: ImportBatch): Promise<BatchOutcome> {
    const conflicts = await this.#dropConflicts();
    const left = batch.goodRows - conflicts.length;
    if (left === 0) return { inserted: 0, updated: 0, conflicts };
    if (this.#target.onDuplicate !== 'update') {
      await this.connection.query(this.#sql.insert);
      return { inserted: left, updated: 0, conflicts };
    }
    const [result] = await this.connection.query<ResultSetHeader>(this.#sql.upsert);
    const updated = infoNumber(result.info, 'Duplicates');
    return { inserted: left - updated, updated, conflicts };
  }

  /** Returns what `writeStaged` would do, without writing. */
  async checkStaged(batch: ImportBatch): Promise<BatchOutcome> {
    const conflicts = await this.#dropConflicts();
    const left = batch.goodRows - conflicts.length;
    if (left === 0 || this.#target.onDuplicate !== 'update') return { inserted: left, updated: 0, conflicts };
    const updated = (await this.#staged(this.#sql.existing)).length;
    return { inserted: left - updated, updated, conflicts };
  }

  /** Removes the rows that cannot be written from the staging table. */
  async #dropConflicts(): Promise<RejectRow[]> {
    const conflicts = this.#target.onDuplicate === 'update' ? await this.#outOfOrder() : await this.#existing();
    for (let at = 0; at < conflicts.length; at += LIST_ROWS) {
      const rows = conflicts.slice(at, at + LIST_ROWS).map(({ row }) => row);
      await this.connection.query(this.#sql.dropRows, [rows]);
    }
    return conflicts;
  }

  async #existing(): Promise<RejectRow[]> {
    const { key, onDuplicate } = this.#target;
    const outcome = onDuplicate === 'skip' ? 'skipped' : 'failed';
    const staged = await this.#staged(this.#sql.existing);
    return staged.map(({ row, line, value }) => ({
      row,
      line,
      outcome,
      code: 'ALREADY_EXISTS',
      field: key,
      value,
      message: `${key} already exists`,
    }));
  }

  async #outOfOrder(): Promise<RejectRow[]> {
    const conflicts = new Map<number, RejectRow>();
    for (const check of this.#target.checks) {
      for (const { row, line, value } of await this.#staged(this.#sql.outOfOrder(check))) {
        const { code, message, upper } = check;
        conflicts.set(row, { row, line, outcome: 'failed', code, field: upper, value, message });
      }
    }
    return [...conflicts.values()].sort((a, b) => a.row - b.row);
  }

  async #staged(sql: string): Promise<StagedRow[]> {
    const [rows] = await this.connection.query<StagedRow[]>({ sql, typeCast: true });
    return rows.map((row) => ({ ...row, value: row.value === null ? null : String(row.value) }));
  }

  async #load(sql: string, batch: ImportBatch): Promise<{ records: number; written: number; warnings: number }> {
    const [result] = await this.connection.query<ResultSetHeader>({
      sql,
      infileStreamFactory: () =>
        Readable.from(batch.lines.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    });
    return {
      records: infoNumber(result.info, 'Records'),
      written: result.affectedRows,
      warnings: infoNumber(result.info, 'Warnings'),
    };
  }

  close(): void {
    this.connection.destroy();
  }
}

/** One number from the server's "Records: 3  Duplicates: 1  Warnings: 0". */
const infoNumber = (info: string, name: string): number => Number(new RegExp(`${name}: (\\d+)`).exec(info)?.[1] ?? 0);
