import { AppError, tableText } from '@sluice/core';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { isDenied } from '../../errors.ts';
import type { DeletionPlan } from '../../schema/index.ts';
import { retryLockConflicts } from '../../transaction.ts';
import type { ImportBatch, RejectRow } from './batch.ts';
import { FileKeys, keyNames } from './file-keys.ts';
import type { LaneOptions } from './lane.ts';
import { LookUps } from './look-ups.ts';
import { type Fence, touchJob } from './settle.ts';
import { quoteName, quoteTable, quoteText } from './sql-text.ts';
import { takeOver } from './take-over.ts';
import type { ImportTarget } from './target.ts';

/** Rows that are recorded in one transaction. */
const RECORDED_ROWS = 10_000;
/** Takes over from the same lane of earlier attempts. */
const LANE = 2;

/** Columns whose values are bytes, not text. */
export const isBinary = (sqlType: string): boolean => /^(var)?binary\b|^(tiny|medium|long)?blob\b/i.test(sqlType);

/** The columns of the key, as a plan names them. */
export const plannedKey = ({ key, columns }: ImportTarget): DeletionPlan['key'] =>
  key.map((column) => ({
    column,
    isBinary: isBinary(columns.find(({ name }) => name === column)?.sqlType ?? ''),
  }));

/**
 * Finds the rows of the table whose key a file does not have. The server compares: the keys of the file are in a temporary table
 * with the collations of the key's index.
 */
export class AbsentRows {
  readonly #connection: Connection;
  readonly #target: ImportTarget;
  readonly #fence: Fence;
  readonly #keys: FileKeys;
  readonly #lookUps: LookUps;
  readonly #sql: ReturnType<typeof absentStatements>;

  private constructor(connection: Connection, { target, fence, onLoadRefused = () => {} }: LaneOptions) {
    this.#connection = connection;
    this.#target = target;
    this.#fence = fence;
    this.#keys = new FileKeys(connection, target, onLoadRefused, () => true);
    const lookUps = target.lookUps?.filter(({ take }) => take !== undefined && target.key.includes(take.store));
    this.#lookUps = new LookUps(connection, { ...target, lookUps });
    this.#sql = absentStatements(target);
  }

  /**
   * `target` has the columns that a key needs, and no others.
   * @throws AppError TARGET_CHANGED if the user may not delete rows of the table
   */
  static async open(options: LaneOptions): Promise<AbsentRows> {
    const connection = await options.db.$connect();
    try {
      await takeOver(connection, options, LANE, []);
      const absent = new AbsentRows(connection, options);
      await absent.#requirePrivilege();
      await absent.#keys.create();
      await connection.query(absent.#sql.createAbsent);
      return absent;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  async #requirePrivilege(): Promise<void> {
    try {
      await this.#connection.query(this.#sql.deleteNone);
    } catch (error) {
      if (!isDenied(error)) throw error;
      const { schema, name } = this.#target.table;
      const text = `Sluice may not delete rows of ${tableText({ schema, table: name })}. Grant DELETE to the user of DATABASE_URL.`;
      throw new AppError('TARGET_CHANGED', text, { cause: error });
    }
  }

  /** Adds the keys of the good rows of a batch. Returns the rows whose key cannot be compared with those of the table. */
  async add(batch: ImportBatch): Promise<RejectRow[]> {
    await this.#keys.fill(batch);
    // A value that the other table lacks is no value of this one either.
    const missed = await this.#lookUps.resolve({ create: false });
    await this.#keys.add();
    const ambiguous = missed.filter(({ code }) => code === 'AMBIGUOUS_IN_TABLE');
    return [...this.#keys.stage.refused, ...ambiguous];
  }

  /** How many rows the table has now, and how many of them the file lacks. Rows that come later are not among them. */
  async find(): Promise<Pick<DeletionPlan, 'rows' | 'absent'>> {
    await this.#connection.query(this.#sql.findAbsent);
    const [[found]] = await this.#connection.query<RowDataPacket[]>(this.#sql.countAbsent);
    const [[all]] = await this.#connection.query<RowDataPacket[]>(this.#sql.countAll);
    return { rows: Number(all?.count ?? 0), absent: Number(found?.count ?? 0) };
  }

  /** Records the keys of the rows that were found, in place of what an earlier attempt has recorded without finishing. */
  async record(): Promise<void> {
    const { jobId } = this.#fence;
    for (let left = 1; left > 0; ) {
      const [{ affectedRows }] = await this.#connection.query<ResultSetHeader>(CLEAR, [jobId, RECORDED_ROWS]);
      left = affectedRows;
    }
    const [[range]] = await this.#connection.query<RowDataPacket[]>('SELECT max(seq) AS last FROM import_absent');
    for (let first = 1; first <= Number(range?.last ?? 0); first += RECORDED_ROWS)
      await retryLockConflicts(() => this.#recordRange(first, first + RECORDED_ROWS - 1));
  }

  /** The job's row is touched first, so that an attempt that has been superseded adds nothing. */
  async #recordRange(first: number, last: number): Promise<void> {
    await this.#connection.beginTransaction();
    try {
      await touchJob(this.#connection, this.#fence);
      await this.#connection.query(RECORD, [this.#fence.jobId, first, last]);
      await this.#connection.commit();
    } catch (error) {
      await this.#connection.rollback().catch(() => {});
      throw error;
    }
  }

  close(): void {
    this.#connection.destroy();
  }
}

const CLEAR = 'DELETE FROM import_deletions WHERE job_id = ? LIMIT ?';
const RECORD = `
  INSERT INTO import_deletions (job_id, seq, key_values)
  SELECT ?, a.seq, a.key_values
  FROM import_absent a
  WHERE a.seq BETWEEN ? AND ?`;

function absentStatements(target: ImportTarget) {
  const t = quoteTable(target.table);
  const own = target.account ? `t.${quoteName(target.account.column)} = ${quoteText(target.account.id)}` : 'TRUE';
  const columns = plannedKey(target).map(({ column, ...more }) => ({ name: `t.${quoteName(column)}`, ...more }));
  const text = ({ name, isBinary: bytes }: (typeof columns)[number]): string =>
    bytes ? `hex(${name})` : `CAST(${name} AS CHAR CHARACTER SET utf8mb4)`;
  const same = keyNames(target).map((name, at) => `k.${name} = ${columns[at]?.name}`);
  return {
    deleteNone: `DELETE FROM ${t} WHERE FALSE`,

    createAbsent: `
    CREATE TEMPORARY TABLE import_absent (
      seq INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      key_values MEDIUMTEXT NOT NULL
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`,

    /**
     * One statement, and so one moment. Sessions read committed rows, so that it locks none of them. Both tables are read in
     * the order of the key. A row whose key is NULL has no key that a file could have.
     */
    findAbsent: `
    INSERT INTO import_absent (key_values)
    SELECT json_array(${columns.map(text).join(', ')})
    FROM ${t} t
    LEFT JOIN import_keys k ON ${same.join(' AND ')}
    WHERE ${own}
      AND ${columns.map(({ name }) => `${name} IS NOT NULL`).join(' AND ')}
      AND k.\`row\` IS NULL
    ORDER BY ${columns.map(({ name }) => name).join(', ')}`,

    countAbsent: 'SELECT count(*) AS `count` FROM import_absent',
    countAll: `SELECT count(*) AS \`count\` FROM ${t} t WHERE ${own}`,
  };
}
