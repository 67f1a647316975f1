import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type Logger } from '@sluice/core';
import type { MigrationMeta } from 'drizzle-orm/migrator';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { driverError, isLockConflict } from './errors.ts';

/** The table in which drizzle records complete migrations: by time of creation, with a hash of the file. */
const JOURNAL = '__drizzle_migrations';
/** How many statements of each migration have been executed. See docs/adr/0018-migrations-statement-by-statement.md. */
const PROGRESS = '__migration_progress';

/** Says that no older version has begun a migration. */
const START = { created_at: 0, done: 0, doubtful: 0 };

export interface MigrationRun {
  /** Holds the lock that lets only one process migrate. */
  readonly connection: Connection;
  readonly migrations: readonly MigrationMeta[];
  readonly logger?: Logger | undefined;
  /** Pauses between attempts at a statement whose table is in use. */
  readonly pausesMs: readonly number[];
}

interface Progress {
  /** Statements that have been executed for certain. */
  readonly done: number;
  /** How many of the next statements an interrupted run may have executed. */
  readonly doubtful: number;
}

/**
 * Executes the statements that are missing, in order. MySQL commits each DDL statement, so a run may end between any two:
 * the next one continues at the statement where it stopped, which alone may have been executed already.
 */
export async function applyMigrations(run: MigrationRun): Promise<void> {
  const applied = await openJournal(run);
  for (const migration of run.migrations) {
    if (!applied.has(migration.folderMillis)) await applyMigration(run, migration);
  }
}

/** Creates those of both tables that are missing; a user that may create none can start on a schema that is up to date. */
async function openJournal({ connection, migrations }: MigrationRun): Promise<Set<number>> {
  // The progress comes first: where only the journal exists, a version without it migrated this database.
  const isOlder = await tableExists(connection, JOURNAL);
  if (!(await tableExists(connection, PROGRESS))) {
    await connection.query(`
      CREATE TABLE IF NOT EXISTS ${PROGRESS} (
        created_at BIGINT NOT NULL PRIMARY KEY,
        done INT UNSIGNED NOT NULL,
        doubtful INT UNSIGNED NOT NULL
      )`);
  }
  const applied = isOlder ? await appliedMigrations(connection) : new Set<number>();
  if (!(await hasRows(connection, PROGRESS))) {
    // The older version may have been stopped at any statement of its next migration.
    const next = isOlder ? migrations.find(({ folderMillis }) => !applied.has(folderMillis)) : undefined;
    const first = next ? { created_at: next.folderMillis, done: 0, doubtful: next.sql.length } : START;
    await connection.query('INSERT INTO ?? SET ?', [PROGRESS, first]);
  }
  // As drizzle declares it.
  if (!isOlder) {
    await connection.query(
      `CREATE TABLE IF NOT EXISTS ${JOURNAL} (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT)`,
    );
  }
  return applied;
}

async function applyMigration(run: MigrationRun, migration: MigrationMeta): Promise<void> {
  const { connection, logger } = run;
  const { sql: statements, folderMillis, hash } = migration;
  const { done, doubtful } = await startedProgress(connection, migration);
  for (let at = done; at < statements.length; at++) {
    const statement = statements[at] as string;
    const repeated = at < done + doubtful;
    await retryWhileInUse(run, statement, () => execute(run, migration, { at, repeated }));
  }
  await connection.query(`INSERT INTO ${JOURNAL} (hash, created_at) VALUES (?, ?)`, [hash, folderMillis]);
  logger?.info({ created_at: new Date(folderMillis), statements: statements.length }, 'applied a migration');
}

/** Where to continue. From now on the next statement is in doubt, until it is recorded. */
async function startedProgress(connection: Connection, migration: MigrationMeta): Promise<Progress> {
  const known = await progressOf(connection, migration);
  if (!known) {
    const begin = { done: 0, doubtful: 0 };
    await connection.query('INSERT INTO ?? SET ?', [PROGRESS, { created_at: migration.folderMillis, ...begin }]);
    return begin;
  }
  return { ...known, doubtful: Math.max(known.doubtful, 1) };
}

/**
 * Executes one statement and records it: data in the same transaction, DDL after its own commit. A statement that may be
 * `repeated` has been executed if its effect is there.
 */
async function execute(
  { connection, logger }: MigrationRun,
  migration: MigrationMeta,
  { at, repeated }: { at: number; repeated: boolean },
): Promise<void> {
  const statement = migration.sql[at] as string;
  await connection.beginTransaction();
  try {
    await connection.query(statement).catch((error: unknown) => {
      if (repeated && isAlreadyDone(error, statement)) return;
      if (!isBrokenByRows(error, statement)) throw error;
      logger?.warn(
        { statement },
        'existing rows violate a new check constraint, so it was not added; fix the rows, then run the statement',
      );
    });
    await connection.query(
      `UPDATE ${PROGRESS} SET done = ?, doubtful = GREATEST(doubtful, 1) - 1 WHERE created_at = ?`,
      [at + 1, migration.folderMillis],
    );
    await connection.commit();
  } catch (error) {
    await connection.rollback().catch(() => {});
    throw error;
  }
}

/**
 * Table, column, index, foreign key, check or primary key exists; index, key, column, check or table to be dropped does not.
 * MariaDB reports an existing foreign key as 1005.
 */
const ALREADY_DONE = new Set([1050, 1060, 1061, 1826, 3822, 1068, 1091, 3821, 3940, 1051]);
/** The old name of what is to be renamed does not exist. */
const RENAMED = new Set([1054, 1146]);

function isAlreadyDone(error: unknown, statement: string): boolean {
  const { errno = 0 } = driverError(error) ?? {};
  if (errno === 1005) return String(error).includes('errno: 121');
  return ALREADY_DONE.has(errno) || (RENAMED.has(errno) && /\bRENAME\b/i.test(statement));
}

/** A row breaks the check: MySQL, MariaDB. Old rows must not keep an installation from starting. */
const BROKEN_CHECK = new Set([3819, 4025]);

function isBrokenByRows(error: unknown, statement: string): boolean {
  return (
    /^\s*ALTER TABLE \S+ ADD CONSTRAINT \S+ CHECK\b/i.test(statement) &&
    BROKEN_CHECK.has(driverError(error)?.errno ?? 0)
  );
}

/** Lets others use the table between two attempts: a waiting ALTER makes every later statement on its table wait too. */
async function retryWhileInUse(
  { logger, pausesMs }: MigrationRun,
  statement: string,
  attempt: () => Promise<void>,
): Promise<void> {
  for (const pause of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLockConflict(error)) throw error;
      logger?.warn({ statement: statement.trim().slice(0, 200) }, 'a table is in use; trying its migration again');
      await delay(pause);
    }
  }
  await attempt().catch((error: unknown) => {
    if (!isLockConflict(error)) throw error;
    throw new AppError('DATABASE_UNAVAILABLE', 'A long transaction uses a table that has to be migrated.', {
      retryable: true,
      cause: error,
    });
  });
}

async function tableExists(connection: Connection, name: string): Promise<boolean> {
  const [found] = await connection.query<RowDataPacket[]>(
    'SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
    [name],
  );
  return found.length > 0;
}

async function hasRows(connection: Connection, table: string): Promise<boolean> {
  const [found] = await connection.query<RowDataPacket[]>('SELECT 1 FROM ?? LIMIT 1', [table]);
  return found.length > 0;
}

async function appliedMigrations(connection: Connection): Promise<Set<number>> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT created_at FROM ??', [JOURNAL]);
  return new Set(rows.map((row) => Number(row.created_at)));
}

async function progressOf(connection: Connection, { folderMillis }: MigrationMeta): Promise<Progress | undefined> {
  const [[row]] = await connection.query<(RowDataPacket & Progress)[]>(
    'SELECT done, doubtful FROM ?? WHERE created_at = ?',
    [PROGRESS, folderMillis],
  );
  return row && { done: row.done, doubtful: row.doubtful };
}
