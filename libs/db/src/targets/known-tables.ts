import { type QualifiedTable, type TableDescription, type TableReferrer, tableText } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Db } from '../client.ts';
import { driverError } from '../errors.ts';
import { quoteTable } from '../imports/writer/sql-text.ts';
import { describeTable, referrersOf } from './describe-table.ts';

interface Known {
  /** The statement that would make the table as it is. */
  readonly statement: string;
  readonly description: TableDescription | undefined;
}

/** The next number is no part of what a table is. */
const COUNTER = / AUTO_INCREMENT=\d+/;
const MOST_KEPT = 200;

/**
 * Descriptions of tables that are always those of now: a table is described again when the statement that would make it has
 * changed, which takes one short query instead of six. Triggers are no part of it.
 */
export class KnownTables {
  readonly #db: Db;
  readonly #known = new LRUCache<string, Known>({ max: MOST_KEPT });

  constructor(db: Db) {
    this.#db = db;
  }

  /** Undefined if the table does not exist, is a view, or the user may not see it. */
  readonly describe = async (name: QualifiedTable): Promise<TableDescription | undefined> => {
    const statement = await this.#statement(name);
    if (statement === undefined) return undefined;
    const key = tableText(name);
    const known = this.#known.get(key);
    if (known?.statement === statement) return known.description;
    const description = await describeTable(this.#db, name);
    this.#known.set(key, { statement, description });
    return description;
  };

  /** The foreign keys that refer to a table now. They are no part of its statement. */
  readonly referrers = (table: Pick<TableDescription, 'schema' | 'name'>): Promise<TableReferrer[]> =>
    referrersOf(this.#db, table);

  async #statement({ schema, table }: QualifiedTable): Promise<string | undefined> {
    const name = sql.raw(quoteTable({ ...(schema === undefined ? {} : { schema }), name: table }));
    try {
      const [rows] = await this.#db.execute(sql`SHOW CREATE TABLE ${name}`);
      const [row = {}] = rows as unknown as Record<string, string>[];
      return (row['Create Table'] ?? row['Create View'])?.replace(COUNTER, '');
    } catch (error) {
      if (ABSENT.has(driverError(error)?.errno ?? 0)) return undefined;
      throw error;
    }
  }
}

/** Unknown database, no privilege for it or the table, no such table. */
const ABSENT = new Set([1044, 1049, 1142, 1146]);
