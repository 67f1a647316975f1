import { and, eq, sql } from 'drizzle-orm';
import type { ResultSetHeader } from 'mysql2/promise';
import type { Db } from '../client.ts';
import { type TargetName, targetTables } from '../targets/index.ts';
import { retryLockConflicts } from '../transaction.ts';

export interface KeySequenceOptions {
  readonly accountId: string;
  readonly importer: TargetName;
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
    const { accountId, importer } = this.#options;
    const statement = sql`
      UPDATE key_sequences
      SET next = last_insert_id(greatest(next, ${from})) + ${count}
      WHERE account_id = ${accountId}
        AND importer = ${importer}`;
    const [result] = await retryLockConflicts(() => this.#db.execute(statement));
    const { affectedRows, insertId } = result as unknown as ResultSetHeader;
    return affectedRows === 1 ? insertId : undefined;
  }

  /**
   * Moves the sequence past every such key in the table. It reads all of them, so it is only for the first generated key of
   * an account, and for keys that something else has written to the table.
   */
  async passUsed(): Promise<void> {
    const { accountId, importer, prefix } = this.#options;
    const { table, key } = targetTables[importer];
    const [used] = await this.#db
      .select({ last: sql<string | null>`max(cast(substring(${key}, ${prefix.length + 1}) as unsigned))` })
      .from(table)
      .where(
        and(
          eq(table.accountId, accountId),
          sql`${key} like ${`${prefix.replace(/[%_\\]/g, '\\$&')}%`}`,
          sql`substring(${key}, ${prefix.length + 1}) regexp '^[0-9]{1,15}$'`,
        ),
      );
    await this.#raise(Number(used?.last ?? 0));
  }

  /** Moves the sequence past the number of a key that a file gives to a row, before the row is written. */
  async pass(number: number): Promise<void> {
    if (number <= this.#passed) return;
    await this.#raise(number);
    this.#passed = number;
  }

  async #raise(number: number): Promise<void> {
    const { accountId, importer } = this.#options;
    const statement = sql`
      INSERT INTO key_sequences (account_id, importer, next)
      VALUES (${accountId}, ${importer}, ${number + 1})
      ON DUPLICATE KEY UPDATE next = greatest(next, VALUES(next))`;
    await retryLockConflicts(() => this.#db.execute(statement));
  }
}
