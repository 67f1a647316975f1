import { sql } from 'drizzle-orm';
import type { ResultSetHeader } from 'mysql2/promise';
import type { Db } from '../client.ts';
import { retryLockConflicts } from '../transaction.ts';
import { quoteTable } from './writer/sql-text.ts';
import type { TargetTable } from './writer/target.ts';

export interface KeySequenceOptions {
  readonly accountId: string;
  /** The name of the sequence: importers of one table share it. At most 32 characters, ASCII. */
  readonly name: string;
  readonly table: TargetTable;
  /** The column of the keys. */
  readonly column: string;
  /** The column of the account; undefined if the table belongs to no account. */
  readonly accountColumn: string | undefined;
  /** For example `ASSET-` in `ASSET-0001`. */
  readonly prefix: string;
  /** The least number of digits, four in `ASSET-0001`. */
  readonly digits: number;
}

/**
 * The numbers of the keys that an importer generates for the rows of one account. Every statement commits by itself, so a
 * reserved number is never reserved again, and one that is not used is lost. See docs/adr/0020-generated-keys.md.
 */
export class KeySequence {
  readonly prefix: string;
  readonly digits: number;
  readonly #db: Db;
  readonly #options: KeySequenceOptions;
  /** The highest number that this object has moved the sequence past. */
  #passed = 0;

  constructor(db: Db, options: KeySequenceOptions) {
    this.prefix = options.prefix;
    this.digits = options.digits;
    this.#db = db;
    this.#options = options;
  }

  /** Reserves `count` consecutive numbers, none of them below `from`, and returns the first. */
  async reserve(count: number, from = 1): Promise<number> {
    for (;;) {
      const first = await this.#take(count, from);
      if (first !== undefined) return first;
      await this.passUsed();
    }
  }

  /** LAST_INSERT_ID(value) makes the server return the value with the same statement. */
  async #take(count: number, from: number): Promise<number | undefined> {
    const { accountId, name } = this.#options;
    const statement = sql`
      UPDATE key_sequences
      SET next = last_insert_id(greatest(next, ${from})) + ${count}
      WHERE account_id = ${accountId}
        AND importer = ${name}`;
    const [result] = await retryLockConflicts(() => this.#db.execute(statement));
    const { affectedRows, insertId } = result as unknown as ResultSetHeader;
    return affectedRows === 1 ? insertId : undefined;
  }

  /**
   * Moves the sequence past every such key in the table. It reads all of them, so it is only for the first generated key of
   * an account, and for keys that something else has written to the table.
   */
  async passUsed(): Promise<void> {
    const { accountId, table, column, accountColumn, prefix } = this.#options;
    const key = sql.identifier(column);
    const own = accountColumn === undefined ? sql`true` : sql`${sql.identifier(accountColumn)} = ${accountId}`;
    const [rows] = await this.#db.execute(sql`
      SELECT max(cast(substring(${key}, ${prefix.length + 1}) AS unsigned)) AS last
      FROM ${sql.raw(quoteTable(table))}
      WHERE ${own}
        AND ${key} LIKE ${`${prefix.replace(/[%_\\]/g, '\\$&')}%`}
        AND substring(${key}, ${prefix.length + 1}) REGEXP '^[0-9]{1,15}$'`);
    const [used] = rows as unknown as { readonly last: string | number | null }[];
    await this.#raise(Number(used?.last ?? 0));
  }

  /** Moves the sequence past the number of a key that a file gives to a row, before the row is written. */
  async pass(number: number): Promise<void> {
    if (number <= this.#passed) return;
    await this.#raise(number);
    this.#passed = number;
  }

  async #raise(number: number): Promise<void> {
    const { accountId, name } = this.#options;
    const statement = sql`
      INSERT INTO key_sequences (account_id, importer, next)
      VALUES (${accountId}, ${name}, ${number + 1})
      ON DUPLICATE KEY UPDATE next = greatest(next, VALUES(next))`;
    await retryLockConflicts(() => this.#db.execute(statement));
  }
}
