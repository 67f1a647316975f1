import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2/promise';
import type { Connection, ConnectionOptions, Pool } from 'mysql2/promise';
import * as schema from './schema/index.ts';

type Drizzle = ReturnType<typeof openDrizzle>;
/** The connection pool, wrapped by drizzle. */
export type Db = Drizzle & { readonly $close: () => Promise<void>; readonly $url: string };
/** A transaction on one of the pool's connections. */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/**
 * Every session uses UTC, strict mode and READ COMMITTED. Concurrent imports write adjacent key ranges, and the gap locks
 * of REPEATABLE READ would make them block and deadlock each other.
 */
const SESSION = `SET time_zone = '+00:00', SESSION TRANSACTION_ISOLATION = 'READ-COMMITTED', sql_mode =
  'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;
/** MariaDB 10.11 only has this variable's older name. */
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

/** Creates a connection pool. Nothing is sent until the first query. */
export function createDb(url: string, { poolSize = 10 }: { poolSize?: number } = {}): Db {
  const pool = mysql.createPool({ ...options(url), connectionLimit: poolSize, maxIdle: poolSize, idleTimeout: 60_000 });
  // Queued on the connection ahead of its first query, so it always runs first.
  pool.pool.on('connection', (connection) => {
    connection.query(SESSION, (error) => {
      if (error && isUnknownVariable(error)) connection.query(SESSION_MARIADB, () => {});
    });
  });
  return Object.assign(openDrizzle(pool), { $close: () => pool.end(), $url: url });
}

/** Opens a separate connection, outside the pool, for bulk writes that use temporary tables and session state. */
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

/** Rejects if the database does not answer a trivial query. */
export async function checkDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
