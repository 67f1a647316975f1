import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import type { Connection as CoreConnection } from 'mysql2';
import type { Connection, ConnectionOptions, Pool, PoolConnection } from 'mysql2/promise';
import mysql from 'mysql2/promise';
import { encryption } from './encryption.ts';
import * as schema from './schema/index.ts';
import { endSessionSurely, watchSilence } from './silence.ts';

type Drizzle = ReturnType<typeof openDrizzle>;
/** The connection pool, wrapped by drizzle. */
export type Db = Drizzle & {
  readonly $close: () => Promise<void>;
  /** Opens a separate connection, outside the pool, with the same options. */
  readonly $connect: () => Promise<Connection>;
};
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
  ...encryption(url),
  charset: 'utf8mb4',
  timezone: 'Z',
  supportBigNumbers: true,
  connectTimeout: 5_000,
  // Then a probe every second; after ten without a response the system ends the connection.
  enableKeepAlive: true,
  keepAliveInitialDelay: 10_000,
});

function openDrizzle(pool: Pool) {
  return drizzle(pool, { schema, mode: 'default' });
}

const isUnknownVariable = (error: unknown): boolean => (error as { errno?: number }).errno === 1193;

/** MySQL gives up on rows of a LOAD DATA that do not arrive, and on a session of the pool that a lost host left open. */
const NET_READ_SECONDS = 15;
const POOL_SESSION_SECONDS = 120;

const SILENCE_MS = 15_000;

export interface DbOptions {
  readonly poolSize?: number | undefined;
  /** How long the server may be silent while a statement waits that it does not execute. */
  readonly silenceMs?: number | undefined;
  /** How long a connection of the pool may be idle before it is closed. */
  readonly idleMs?: number | undefined;
}

/** Creates a connection pool. Nothing is sent until the first query. */
export function createDb(url: string, { poolSize = 10, silenceMs = SILENCE_MS, idleMs = 60_000 }: DbOptions = {}): Db {
  // mysql2 closes idle connections only if fewer than all may stay open.
  const maxIdle = Math.max(poolSize - 1, 1);
  const pool = mysql.createPool({ ...options(url), connectionLimit: poolSize, maxIdle, idleTimeout: idleMs });
  const idle = new Set<PoolConnection>();
  pool.pool.on('release', (connection) => idle.add(connection as unknown as PoolConnection));
  pool.pool.on('acquire', (connection) => idle.delete(connection as unknown as PoolConnection));
  pool.pool.on('connection', (connection) => {
    watchSilence(connection, {
      url,
      silenceMs,
      onLost: () => {
        // They lead to the same server. This one is closed instead of released.
        connection.release = () => connection.destroy();
        for (const other of idle) other.destroy();
        idle.clear();
      },
    });
    // Queued on the connection ahead of its first query, so it always runs first.
    const more = `, net_read_timeout = ${NET_READ_SECONDS}, wait_timeout = ${POOL_SESSION_SECONDS}`;
    connection.query(SESSION + more, (error) => {
      if (error && isUnknownVariable(error)) connection.query(SESSION_MARIADB + more, () => {});
    });
  });
  return Object.assign(openDrizzle(pool), {
    $close: () => pool.end(),
    $connect: () => connectDirectly(url, { silenceMs }),
  });
}

/** Opens a separate connection, outside the pool, for bulk writes that use temporary tables and session state. */
export async function connectDirectly(
  url: string,
  { silenceMs = SILENCE_MS }: Pick<DbOptions, 'silenceMs'> = {},
): Promise<Connection> {
  const connection = await mysql.createConnection(options(url));
  // A connection without a statement reports here that it was lost; the next statement fails.
  connection.on('error', () => {});
  watchSilence((connection as unknown as { connection: CoreConnection }).connection, { url, silenceMs });
  const { threadId } = connection;
  const destroy = connection.destroy.bind(connection);
  connection.destroy = () => {
    destroy();
    endSessionSurely(url, threadId);
  };
  const more = `, net_read_timeout = ${NET_READ_SECONDS}`;
  try {
    await connection.query(SESSION + more).catch((error) => {
      if (!isUnknownVariable(error)) throw error;
      return connection.query(SESSION_MARIADB + more);
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
