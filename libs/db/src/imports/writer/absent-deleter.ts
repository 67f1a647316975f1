import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { retryLockConflicts } from '../../transaction.ts';
import { plannedKey } from './absent-rows.ts';
import { keyDeclarations, keyNames } from './file-keys.ts';
import type { LaneOptions } from './lane.ts';
import { type FaultReport, type RowFault, reportFault } from './row-faults.ts';
import { addDeleted, type Fence } from './settle.ts';
import { type Refusal, sift } from './sift.ts';
import { quoteName, quoteTable, quoteText } from './sql-text.ts';
import { takeOver } from './take-over.ts';
import type { ImportTarget } from './target.ts';

/** Takes over from the same lane of earlier attempts. */
const LANE = 3;
/** A row that other rows refer to cannot be deleted. */
const REFERENCED = new Set([1217, 1451]);

export interface DeleterOptions extends LaneOptions {
  /** The most rows of one transaction. */
  readonly batchRows: number;
  /** Whether each transaction only finds out what the table refuses, and deletes nothing. */
  readonly trial: boolean;
}

interface PlannedRow {
  readonly seq: number;
  readonly values: readonly string[];
}

/**
 * Deletes the rows that an import has recorded, a batch in each transaction, together with what became of each and the job's
 * counter: whenever it is interrupted, the next attempt goes on with the rows that are left.
 */
export class AbsentDeleter {
  readonly #connection: Connection;
  readonly #options: DeleterOptions;
  readonly #fence: Fence;
  readonly #sql: ReturnType<typeof deleteStatements>;
  #outcome: 'pending' | 'refused' = 'pending';
  /** Rows that refer to others of the table usually have the higher keys, and can be deleted before them. */
  #direction: 'down' | 'up' = 'down';
  /** The last row that was tried. */
  #last: number | undefined;
  /** Whether rows have been deleted since the refused ones were tried last: they may have referred to these. */
  #progress = false;

  private constructor(connection: Connection, options: DeleterOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#fence = options.fence;
    this.#sql = deleteStatements(options.target);
  }

  static async open(options: DeleterOptions): Promise<AbsentDeleter> {
    const connection = await options.db.$connect();
    try {
      await takeOver(connection, options, LANE, []);
      const deleter = new AbsentDeleter(connection, options);
      await connection.query(deleter.#sql.createPage);
      const [begun] = await connection.query<RowDataPacket[]>(BEGUN, [options.fence.jobId]);
      deleter.#progress = begun.length > 0;
      return deleter;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  /**
   * Deletes the next batch and returns how many rows it had and were deleted; undefined after the last. Rows that the table refuses are tried
   * again as long as others could be deleted.
   * @throws AppError JOB_SUPERSEDED after a newer attempt has started or the import was cancelled
   */
  async next(): Promise<{ readonly rows: number; readonly deleted: number } | undefined> {
    for (;;) {
      const rows = await this.#page();
      if (rows.length > 0) {
        await this.#fillPage(rows);
        const deleted = await retryLockConflicts(() => this.#deletePage(rows));
        return { rows: rows.length, deleted };
      }
      if (!this.#progress || this.#options.trial) return undefined;
      this.#progress = false;
      this.#outcome = 'refused';
      this.#direction = this.#direction === 'down' ? 'up' : 'down';
      this.#last = undefined;
    }
  }

  async #page(): Promise<PlannedRow[]> {
    const { sql, before } = pages[this.#direction];
    const values = [this.#fence.jobId, this.#outcome, this.#last ?? before, this.#options.batchRows];
    const [rows] = await this.#connection.query<RowDataPacket[]>(sql, values);
    this.#last = rows.at(-1)?.seq;
    return rows.map(({ seq, key_values: text }) => ({ seq, values: JSON.parse(text) }));
  }

  /** Puts the keys of the rows into the temporary table, as the target's columns store them. Numbers begin with 0. */
  async #fillPage(rows: readonly PlannedRow[]): Promise<void> {
    await this.#connection.query('TRUNCATE TABLE import_deleting');
    const tuples = rows.map(({ values }, at) => this.#sql.tuple(at, values));
    // A date that is none, which the table has from times without strict mode, stays out: its row is not found.
    await sift({ first: 0, last: rows.length - 1 }, async ({ first, last }) => {
      await this.#connection.query(this.#sql.insertPage + tuples.slice(first, last + 1).join(', '));
    });
  }

  async #deletePage(rows: readonly PlannedRow[]): Promise<number> {
    const { trial } = this.#options;
    await this.#connection.beginTransaction();
    try {
      if (trial) await this.#connection.query('SAVEPOINT trial');
      const [found] = await this.#connection.query<RowDataPacket[]>(this.#sql.lockPage);
      const present = new Set(found.map(({ at }) => Number(at)));
      const refusals = await this.#deleteRows(rows.length);
      if (trial) await this.#connection.query('ROLLBACK TO SAVEPOINT trial');
      const refused = new Map(refusals.map(({ row, fault }) => [row, fault]));
      const deleted = rows.filter((_, at) => present.has(at) && !refused.has(at));
      await this.#settle(deleted, 'deleted');
      const gone = rows.filter((_, at) => !present.has(at));
      await this.#settle(gone, 'gone');
      await this.#settleRefused(rows, refused);
      await addDeleted(this.#connection, this.#fence, deleted.length);
      await this.#connection.commit();
      if (deleted.length > 0) this.#progress = true;
      return deleted.length;
    } catch (error) {
      await this.#connection.rollback().catch(() => {});
      throw error;
    }
  }

  /** Of rows that refer to each other, some can be deleted only after others. */
  async #deleteRows(count: number): Promise<Refusal[]> {
    const remove = async ({ first, last }: { first: number; last: number }): Promise<void> => {
      await this.#connection.query<ResultSetHeader>(this.#sql.deletePage, [first, last]);
    };
    let refusals = await sift({ first: 0, last: count - 1 }, remove);
    for (let before = count; refusals.length > 0 && refusals.length < before; ) {
      before = refusals.length;
      const again: Refusal[] = [];
      for (const { row } of refusals.reverse()) again.push(...(await sift({ first: row, last: row }, remove)));
      refusals = again;
    }
    return refusals;
  }

  async #settle(rows: readonly PlannedRow[], outcome: string, code?: string, message?: string): Promise<void> {
    if (rows.length === 0) return;
    const seqs = rows.map(({ seq }) => seq);
    await this.#connection.query(SETTLE, [outcome, code ?? null, message ?? null, this.#fence.jobId, seqs]);
  }

  async #settleRefused(rows: readonly PlannedRow[], refused: ReadonlyMap<number, RowFault>): Promise<void> {
    const reports = new Map<string, { report: Report; rows: PlannedRow[] }>();
    for (const [at, fault] of refused) {
      const report = this.#report(fault);
      const kind = JSON.stringify(report);
      reports.set(kind, { report, rows: [...(reports.get(kind)?.rows ?? []), rows[at] as PlannedRow] });
    }
    for (const { report, rows: some } of reports.values())
      await this.#settle(some, 'refused', report.code, report.message);
  }

  #report(fault: RowFault): Report {
    if (REFERENCED.has(fault.errno))
      return { code: 'STILL_REFERENCED', message: 'rows of another table, or other rows of this one, refer to it' };
    const { code, message } = reportFault(fault, this.#options.target, []);
    return { code, message };
  }

  /** Rolls back what is not committed. */
  close(): void {
    this.#connection.destroy();
  }
}

type Report = Pick<FaultReport, 'code' | 'message'>;

const BEGUN = "SELECT 1 FROM import_deletions WHERE job_id = ? AND outcome = 'deleted' LIMIT 1";

/** Both by the index over these columns, in its order. */
const pages = {
  up: {
    before: 0,
    sql: `
  SELECT seq, key_values
  FROM import_deletions
  WHERE job_id = ? AND outcome = ? AND seq > ?
  ORDER BY seq
  LIMIT ?`,
  },
  down: {
    before: 2 ** 32,
    sql: `
  SELECT seq, key_values
  FROM import_deletions
  WHERE job_id = ? AND outcome = ? AND seq < ?
  ORDER BY seq DESC
  LIMIT ?`,
  },
} as const;

const SETTLE = `
  UPDATE import_deletions
  SET outcome = ?, code = ?, message = ?
  WHERE job_id = ? AND seq IN (?)`;

function deleteStatements(target: ImportTarget) {
  const t = quoteTable(target.table);
  const columns = plannedKey(target);
  const names = keyNames(target);
  const own = target.account ? [`t.${quoteName(target.account.column)} = ${quoteText(target.account.id)}`] : [];
  const same = [...own, ...names.map((name, at) => `t.${quoteName(columns[at]?.column ?? '')} = d.${name}`)];
  const joined = `import_deleting d STRAIGHT_JOIN ${t} t ON ${same.join(' AND ')}`;
  return {
    createPage: `
    CREATE TEMPORARY TABLE import_deleting (
      \`at\` INT UNSIGNED NOT NULL PRIMARY KEY,
      ${keyDeclarations(target)}
    ) ENGINE=InnoDB CHARACTER SET utf8mb4`,

    insertPage: `
    INSERT INTO import_deleting (\`at\`, ${names.join(', ')})
    VALUES `,
    tuple: (at: number, values: readonly string[]): string => {
      const texts = values.map((value, index) => {
        const text = quoteText(value);
        return columns[index]?.isBinary ? `unhex(${text})` : text;
      });
      return `(${[at, ...texts].join(', ')})`;
    },

    /** The rows that are there, by the unique index of the key; nobody changes them until the transaction ends. */
    lockPage: `
    SELECT d.\`at\`
    FROM ${joined}
    FOR UPDATE`,

    deletePage: `
    DELETE t
    FROM ${joined}
    WHERE d.\`at\` BETWEEN ? AND ?`,
  };
}
