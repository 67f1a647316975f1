import { Readable } from 'node:stream';
import { AppError, formatCount } from '@sluice/core';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Db } from '../../client.ts';
import { isDuplicateKey, isLoadRefused } from '../../errors.ts';
import type { KeySequence } from '../key-sequence.ts';
import { decodeLines } from '../local-infile.ts';
import { type BatchOutcome, type GeneratedRows, goodRowsOf, type ImportBatch, type RejectRow } from './batch.ts';
import { type ImportStatements, importStatements } from './statements.ts';
import { type TakeOver, takeOver } from './take-over.ts';
import { type ImportTarget, keyFields } from './target.ts';

/** Rows per INSERT where LOAD DATA LOCAL is refused. */
const INSERT_ROWS = 1_000;
/** Rows per IN list. */
const LIST_ROWS = 5_000;

/** Lines and their number. */
type WrittenRows = Pick<GeneratedRows, 'rows' | 'lines'>;

interface StagedRow extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

export interface LaneOptions extends TakeOver {
  readonly db: Pick<Db, '$connect'>;
  readonly target: ImportTarget;
  /** Called when LOAD DATA LOCAL is refused, with the reason. INSERTs, which are slower, replace it. */
  readonly onLoadRefused?: ((error: unknown) => void) | undefined;
  /** For batches with generated keys. */
  readonly keys: KeySequence | undefined;
}

/** How often rows get other keys because the table has theirs, each time past all keys that it has. */
const RENUMBERINGS = 5;

/**
 * A connection with its own staging table, created on first use. One lane loads a batch while the other writes one.
 */
export class Lane {
  readonly connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: ImportStatements;
  readonly #keys: KeySequence | undefined;
  readonly #onLoadRefused: (error: unknown) => void;
  /** Whether to try LOAD DATA LOCAL. Each connection finds out: it may lead to another server, or through a proxy. */
  #loads = true;
  #hasStage = false;
  #lockWait = 'DEFAULT';

  private constructor(connection: Connection, { target, keys, onLoadRefused = () => {} }: LaneOptions) {
    this.connection = connection;
    this.#keys = keys;
    this.#target = target;
    this.#sql = importStatements(target);
    this.#onLoadRefused = onLoadRefused;
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

  /**
   * Loads the batch's good rows into the empty staging table. Outside a transaction the table is truncated, which is faster
   * but commits; with `inTransaction` it is created again.
   */
  async stage(batch: ImportBatch, { inTransaction = false } = {}): Promise<void> {
    const again = this.#hasStage && !inTransaction;
    if (!again) await this.connection.query(this.#sql.dropStage);
    await this.connection.query(again ? this.#sql.clearStage : this.#sql.createStage);
    this.#hasStage = true;
    await this.#stageRows({ rows: batch.goodRows, lines: batch.lines }, false);
    if (batch.generated) await this.#stageRows(batch.generated, true);
  }

  async #stageRows(part: WrittenRows, generated: boolean): Promise<void> {
    if (part.rows === 0) return;
    await this.#loadOr(
      () => this.#loadStage(part, generated),
      async () => {
        for (const rows of decodeLines(part.lines, INSERT_ROWS))
          await this.connection.query(this.#sql.insertStage, [rows.map((row) => [generated, ...row])]);
      },
    );
  }

  async #loadStage({ rows, lines }: WrittenRows, generated: boolean): Promise<void> {
    const { records, warnings } = await this.#load(this.#sql.loadStage(generated), lines);
    if (records === rows && warnings === 0) return;
    const [details] = await this.connection.query<RowDataPacket[]>('SHOW WARNINGS LIMIT 3');
    const reasons = details.map((warning) => String(warning.Message)).join('; ');
    throw new AppError(
      'INTERNAL',
      `The database accepted only ${formatCount(records)} of ${formatCount(rows)} checked rows unchanged: ${reasons}`,
    );
  }

  /**
   * Writes the batch directly into the target, which works if none of its keys exists. Undefined if one does: nothing is
   * written, and the batch must go through the staging table. Call it inside a transaction.
   */
  async writeDirectly(batch: ImportBatch): Promise<BatchOutcome | undefined> {
    const inserted = goodRowsOf(batch);
    if (inserted === 0) return { inserted, updated: 0, conflicts: [] };
    await this.connection.query('SAVEPOINT direct');
    const parts: WrittenRows[] = [{ rows: batch.goodRows, lines: batch.lines }];
    if (batch.generated) parts.push(batch.generated);
    let written = true;
    for (const part of parts) {
      if (!written || part.rows === 0) continue;
      written = await this.#loadOr(
        () => this.#loadDirectly(part),
        () => this.#insertDirectly(part),
      );
    }
    if (written) return { inserted, updated: 0, conflicts: [] };
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
  async #loadDirectly({ rows, lines }: WrittenRows): Promise<boolean> {
    const { records, written, warnings } = await this.#load(this.#sql.loadTarget, lines);
    return records === rows && written === rows && warnings === 0;
  }

  async #insertDirectly({ lines }: WrittenRows): Promise<boolean> {
    try {
      for (const rows of decodeLines(lines, INSERT_ROWS)) {
        const values = rows.map(([, , ...cells]) => this.#sql.insertTuple(cells));
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
    const left = goodRowsOf(batch) - conflicts.length;
    if (left === 0) return { inserted: 0, updated: 0, conflicts };
    const updated = batch.goodRows > 0 ? await this.#writeGiven() : 0;
    if (batch.generated) await this.#insertGenerated(batch.generated);
    return { inserted: left - updated, updated, conflicts };
  }

  /** Writes the rows whose keys the file gives; returns how many existed. */
  async #writeGiven(): Promise<number> {
    if (this.#target.onDuplicate !== 'update') {
      await this.connection.query(this.#sql.insert);
      return 0;
    }
    const [result] = await this.connection.query<ResultSetHeader>(this.#sql.upsert);
    return infoNumber(result.info, 'Duplicates');
  }

  /**
   * Inserts the rows with generated keys. A key that another import or program has brought in the meantime fails the
   * statement, not the transaction; all of them then get the next numbers that neither the file nor the sequence has used.
   */
  async #insertGenerated({ rows, firstFree }: GeneratedRows): Promise<void> {
    let statement = this.#sql.insertGenerated;
    for (let renumbered = 0; ; renumbered++) {
      try {
        await this.connection.query(statement);
        return;
      } catch (error) {
        if (!this.#keys || !isDuplicateKey(error) || renumbered === RENUMBERINGS) throw error;
      }
      if (renumbered > 0) await this.#keys.passUsed();
      statement = this.#sql.insertRenumbered(await this.#keys.reserve(rows, firstFree), this.#keys);
    }
  }

  /** Returns what `writeStaged` would do, without writing. */
  async checkStaged(batch: ImportBatch): Promise<BatchOutcome> {
    const conflicts = await this.#dropConflicts();
    const left = goodRowsOf(batch) - conflicts.length;
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
    const outcome = this.#target.onDuplicate === 'skip' ? 'skipped' : 'failed';
    const key = keyFields(this.#target);
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
        const { code, message, field } = check;
        conflicts.set(row, { row, line, outcome: 'failed', code, field, value, message });
      }
    }
    return [...conflicts.values()].sort((a, b) => a.row - b.row);
  }

  async #staged(sql: string): Promise<StagedRow[]> {
    const [rows] = await this.connection.query<StagedRow[]>({ sql, typeCast: true });
    return rows.map((row) => ({ ...row, value: row.value === null ? null : String(row.value) }));
  }

  async #load(
    sql: string,
    lines: readonly Uint8Array[],
  ): Promise<{ records: number; written: number; warnings: number }> {
    const [result] = await this.connection.query<ResultSetHeader>({
      sql,
      infileStreamFactory: () =>
        Readable.from(lines.map((chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
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
