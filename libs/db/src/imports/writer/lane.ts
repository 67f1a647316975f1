import { Readable } from 'node:stream';
import { AppError } from '@sluice/core';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from '../../client.ts';
import { isDuplicateKey } from '../../errors.ts';
import { decodeLines } from '../local-infile.ts';
import type { BatchOutcome, ImportBatch, RejectRow } from './batch.ts';
import { type ImportStatements, importStatements, quoteText } from './statements.ts';
import type { ImportTarget } from './target.ts';

/** Rows of one INSERT where the server does not allow LOAD DATA LOCAL. */
const INSERT_ROWS = 1_000;
/** Rows named in one IN list. */
const LIST_ROWS = 5_000;

interface StagedRow extends RowDataPacket {
  readonly row: number;
  readonly line: number;
  readonly value: string | null;
}

/**
 * A connection with a staging table of its own, made when it is first needed: one batch is loaded into it while another
 * lane's is written.
 */
export class Lane {
  readonly connection: Connection;
  readonly #target: ImportTarget;
  readonly #sql: ImportStatements;
  readonly #localInfile: boolean;
  #hasStage = false;
  #lockWait = 'DEFAULT';

  private constructor(connection: Connection, target: ImportTarget, localInfile: boolean) {
    this.connection = connection;
    this.#target = target;
    this.#sql = importStatements(target);
    this.#localInfile = localInfile;
  }

  static async open(url: string, target: ImportTarget, localInfile: boolean): Promise<Lane> {
    return new Lane(await connectDirectly(url), target, localInfile);
  }

  /** How long a statement waits for a lock: so many seconds, or as the server says. Outside a transaction. */
  async waitForLocks(seconds: number | undefined): Promise<void> {
    const wanted = seconds === undefined ? 'DEFAULT' : String(seconds);
    if (wanted !== this.#lockWait) await this.connection.query(`SET SESSION innodb_lock_wait_timeout = ${wanted}`);
    this.#lockWait = wanted;
  }

  /**
   * Puts the batch's good rows into the empty staging table. Outside a transaction the table is truncated, which is
   * quicker, but commits what has been done so far: `inTransaction` deletes its rows instead.
   */
  async stage(batch: ImportBatch, { inTransaction = false } = {}): Promise<void> {
    if (!this.#hasStage) await this.connection.query(this.#sql.createStage);
    this.#hasStage = true;
    await this.connection.query(inTransaction ? this.#sql.emptyStage : this.#sql.clearStage);
    if (batch.goodRows === 0) return;
    if (!this.#localInfile) {
      for (const rows of decodeLines(batch.lines, INSERT_ROWS))
        await this.connection.query(this.#sql.insertStage, [rows]);
      return;
    }
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
   * Writes the batch straight into the target, which works as long as none of its keys exists. Undefined: some does,
   * nothing is written, and the batch has to go through the staging table. Inside a transaction.
   */
  async writeDirectly(batch: ImportBatch): Promise<BatchOutcome | undefined> {
    if (batch.goodRows === 0) return { inserted: 0, updated: 0, conflicts: [] };
    await this.connection.query('SAVEPOINT direct');
    const written = this.#localInfile ? await this.#loadDirectly(batch) : await this.#insertDirectly(batch);
    if (written) return { inserted: batch.goodRows, updated: 0, conflicts: [] };
    await this.connection.query('ROLLBACK TO SAVEPOINT direct');
    return undefined;
  }

  /** LOAD DATA LOCAL leaves out rows whose key exists instead of failing; its counts tell. */
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

  /** Writes the staged rows into the target as `onDuplicate` says. Inside a transaction. */
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

  /** What `writeStaged` would do, without doing it. */
  async checkStaged(batch: ImportBatch): Promise<BatchOutcome> {
    const conflicts = await this.#dropConflicts();
    const left = batch.goodRows - conflicts.length;
    if (left === 0 || this.#target.onDuplicate !== 'update') return { inserted: left, updated: 0, conflicts };
    const updated = (await this.#staged(this.#sql.existing)).length;
    return { inserted: left - updated, updated, conflicts };
  }

  /** Takes the rows that cannot be written out of the staging table. */
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

/** A number of the server's "Records: 3  Duplicates: 1  Warnings: 0". */
const infoNumber = (info: string, name: string): number => Number(new RegExp(`${name}: (\\d+)`).exec(info)?.[1] ?? 0);
