import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2/promise';
import type { Connection, ConnectionOptions, Pool } from 'mysql2/promise';
import * as schema from './schema/index.ts';

type Drizzle = ReturnType<typeof openDrizzle>;
/** The pool as drizzle sees it. */
export type Db = Drizzle & { readonly $close: () => Promise<void>; readonly $url: string };
/** A transaction on one of its connections. */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/**
 * Every session runs in UTC, strictly, and with READ COMMITTED: imports write ranges of keys side by side, and the gap
 * locks of REPEATABLE READ would make them wait for and dead-lock each other.
 */
const SESSION = `SET time_zone = '+00:00', SESSION TRANSACTION_ISOLATION = 'READ-COMMITTED', sql_mode =
  'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;
/** MariaDB 10.11 knows the same variable by its older name only. */
const SESSION_MARIADB = SESSION.replace('TRANSACTION_ISOLATION', 'TX_ISOLATION');

const options = (url: string): ConnectionOptions => ({
  uri: url.replace(/^mariadb:/, 'mysql:'),
  charset: 'utf8mb4',
  timezone: 'Z',
  supportBigNumbers: true,
  connectTimeout: 5_000,
  enableKeepAlive: true,
});

function openDrizzle(pool: Pool) {
  return drizzle(pool, { schema, mode: 'default' });
}

const isUnknownVariable = (error: unknown): boolean => (error as { errno?: number }).errno === 1193;

/** A pool of connections. Nothing is sent until the first query. */
export function createDb(url: string, { poolSize = 10 }: { poolSize?: number } = {}): Db {
  const pool = mysql.createPool({ ...options(url), connectionLimit: poolSize, maxIdle: poolSize, idleTimeout: 60_000 });
  // Queued on the connection before its first query, so it always runs before it.
  pool.pool.on('connection', (connection) => {
    connection.query(SESSION, (error) => {
      if (error && isUnknownVariable(error)) connection.query(SESSION_MARIADB, () => {});
    });
  });
  return Object.assign(openDrizzle(pool), { $close: () => pool.end(), $url: url });
}

/** A connection of its own, outside the pool, for bulk writing: it keeps temporary tables and session state. */
export async function connectDirectly(url: string): Promise<Connection> {
  const connection = await mysql.createConnection(options(url));
  try {
    await connection.query(SESSION).catch((error) => {
      if (!isUnknownVariable(error)) throw error;
      return connection.query(SESSION_MARIADB);
    });
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Rejects when the database does not answer a trivial query. */
export async function checkDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
