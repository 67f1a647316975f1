import { fileURLToPath } from 'node:url';
import { AppError, type Logger } from '@sluice/core';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from './client.ts';
import { isDenied } from './errors.ts';
import { applyMigrations } from './migration-steps.ts';

/** The migrations folder. */
export const MIGRATIONS = fileURLToPath(new URL('../../../drizzle', import.meta.url));

export interface MigrateOptions {
  readonly logger?: Logger | undefined;
  /** The migrations to apply. Default: all. */
  readonly migrations?: ReturnType<typeof readMigrations>;
  /** How long to wait for another process that migrates. */
  readonly waitSeconds?: number;
  /** MySQL ends a session that sends nothing for this long, and with it the lock of a process that is gone. */
  readonly idleSeconds?: number;
  /** How long a statement waits for a table, and every later statement on that table with it. */
  readonly tableSeconds?: number;
  /** Pauses between attempts at a statement whose table is in use. */
  readonly pausesMs?: readonly number[];
}

/** The migrations of this version, oldest first. */
export const readMigrations = () => readMigrationFiles({ migrationsFolder: MIGRATIONS });

const DEFAULTS = { waitSeconds: 120, idleSeconds: 30, tableSeconds: 5, pausesMs: Array(12).fill(10_000) as number[] };
/** One GET_LOCK waits this long, so that a silent server is noticed. */
const LOCK_SECONDS = 5;

/**
 * Migrates the database to the newest schema. Any number of processes may call it concurrently: a named lock lets one
 * migrate while the others wait. It belongs to the connection that executes the statements, so a process that lost it
 * cannot go on. A run that ended half-way is continued by the next.
 * @throws AppError CONFIG_INVALID if the database or the user cannot be used; DATABASE_UNAVAILABLE
 */
export async function migrateDatabase(url: string, given: MigrateOptions = {}): Promise<void> {
  const { logger, waitSeconds, idleSeconds, tableSeconds, pausesMs } = { ...DEFAULTS, ...given };
  const migrations = given.migrations ?? readMigrations();
  const connection = await connectDirectly(url);
  try {
    const database = await checkCharset(connection);
    await connection.query(`SET SESSION wait_timeout = ${idleSeconds}, SESSION lock_wait_timeout = ${tableSeconds},
      SESSION innodb_lock_wait_timeout = ${tableSeconds}`);
    await takeLock(connection, database, waitSeconds);
    await applyMigrations({ connection, migrations, logger, pausesMs }).catch(explainDenial);
    logger?.info({ database }, 'schema is up to date');
  } finally {
    connection.destroy();
  }
}

/** @throws AppError CONFIG_INVALID if the user lacks a privilege, otherwise the error */
function explainDenial(error: unknown): never {
  if (!isDenied(error)) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError(
    'CONFIG_INVALID',
    `A migration is due, but the database user is not allowed to run it. Set MIGRATION_DATABASE_URL to a user that can create and alter tables, as in deploy/mysql-grants.sql. MySQL reported: ${reason}`,
    { cause: error },
  );
}

/** @returns the name of the database. @throws AppError CONFIG_INVALID if the URL names none, or one without utf8mb4 */
async function checkCharset(connection: Connection): Promise<string> {
  const [[database]] = await connection.query<RowDataPacket[]>(
    'SELECT DATABASE() AS name, @@character_set_database AS charset',
  );
  if (!database?.name) {
    throw new AppError(
      'CONFIG_INVALID',
      'DATABASE_URL does not name a database. Use mysql://user:password@host:port/database.',
    );
  }
  if (database.charset !== 'utf8mb4') {
    throw new AppError(
      'CONFIG_INVALID',
      `The database ${database.name} uses ${database.charset}; Sluice needs utf8mb4: ALTER DATABASE \`${database.name}\` CHARACTER SET utf8mb4.`,
    );
  }
  return database.name;
}

/** @throws AppError DATABASE_UNAVAILABLE if another process holds the lock for longer than `waitSeconds` */
async function takeLock(connection: Connection, database: string, waitSeconds: number): Promise<void> {
  // Lock names are server-wide and limited to 64 characters.
  const name = `sluice-migrate:${database}`.slice(0, 64);
  for (let left = waitSeconds; left > 0; left -= LOCK_SECONDS) {
    const seconds = Math.min(left, LOCK_SECONDS);
    const [[held]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS got', [name, seconds]);
    if (held?.got === 1) return;
  }
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `Another process has been migrating the schema for more than ${waitSeconds} s.`,
    { retryable: true },
  );
}
