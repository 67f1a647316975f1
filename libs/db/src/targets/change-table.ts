import { createHash } from 'node:crypto';
import { AppError, type Logger, type TableDescription } from '@sluice/core';
import { drizzle } from 'drizzle-orm/mysql2';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from '../client.ts';
import { driverError, isDenied, isLockConflict } from '../errors.ts';
import { describeTable } from './describe-table.ts';

export interface ChangeOptions {
  readonly logger?: Logger | undefined;
  /** How long to wait for another process that changes the same table. */
  readonly waitSeconds?: number;
  /** How long a statement waits for a table in use, and every later statement on that table with it. */
  readonly tableSeconds?: number;
}

/** The statements that make a table what it is to be; none if it is. Called with the table as it is, perhaps more than once. */
export type TableChanges = (before: TableDescription | undefined) => readonly string[];

const DEFAULTS = { waitSeconds: 60, tableSeconds: 5 };
/** MySQL ends a session that sends nothing for this long, and with it the lock of a process that is gone. */
const IDLE_SECONDS = 30;

/**
 * Makes or changes a table of imports with a user that may (`migrationUrl`). Any number of processes may call it at once: one
 * changes the table at a time, and each asks `changes` about the table as it then is. MySQL runs each statement as a whole or not
 * at all, so that a call that was cut off is continued by the next.
 * @returns the table as it is now
 * @throws AppError CONFIG_INVALID if the user may not; VALIDATION_FAILED if the server refuses the table; DATABASE_UNAVAILABLE
 */
export async function changeTable(
  url: string,
  { schema, table }: { readonly schema: string; readonly table: string },
  changes: TableChanges,
  options: ChangeOptions = {},
): Promise<TableDescription> {
  const { logger, waitSeconds, tableSeconds } = { ...DEFAULTS, ...options };
  const connection = await connectDirectly(url);
  try {
    await connection.query(`SET SESSION wait_timeout = ${IDLE_SECONDS}, SESSION lock_wait_timeout = ${tableSeconds}`);
    await takeTurn(connection, `${schema}.${table}`, waitSeconds);
    const describe = () => describeTable(drizzle({ client: connection }), { schema, table });
    for (const statement of changes(await describe())) {
      await execute(connection, statement, logger).catch((error: unknown) => explain(error, `${schema}.${table}`));
    }
    const after = await describe();
    if (after) return after;
    throw new AppError('CONFIG_INVALID', `${schema}.${table} was made, but the user that made it cannot see it.`);
  } finally {
    connection.destroy();
  }
}

/** @throws AppError DATABASE_UNAVAILABLE if another process takes longer than `seconds` */
async function takeTurn(connection: Connection, table: string, seconds: number): Promise<void> {
  // Names of locks are server-wide, and limited to 64 characters.
  const name = `sluice-table:${createHash('sha256').update(table).digest('hex').slice(0, 40)}`;
  const [[held]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS got', [name, seconds]);
  if (held?.got === 1) return;
  const message = `Another process has been changing the table ${table} for more than ${seconds} s.`;
  throw new AppError('DATABASE_UNAVAILABLE', message, { retryable: true });
}

/** How an ALTER is done, the least in the way first: without the last two, nothing waits for it. */
const ALGORITHMS = [', ALGORITHM=INSTANT', ', ALGORITHM=INPLACE, LOCK=NONE', ''];
/** The server cannot do it in this way; the table has been changed instantly too often. */
const NOT_THAT_WAY = new Set([1845, 1846, 4092]);

async function execute(connection: Connection, statement: string, logger: Logger | undefined): Promise<void> {
  if (!/^ALTER\b/i.test(statement)) {
    await connection.query(statement);
    logger?.info({ statement }, 'made a table for imports');
    return;
  }
  for (const algorithm of ALGORITHMS) {
    const failed = await connection.query(statement + algorithm).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failed === undefined) {
      const say = algorithm === '' ? 'warn' : 'info';
      logger?.[say]({ statement, algorithm }, algorithm === '' ? 'changed a table by copying it' : 'changed a table');
      return;
    }
    if (algorithm === '' || !NOT_THAT_WAY.has(driverError(failed)?.errno ?? 0)) throw failed;
  }
}

/** What is wrong with the statement, such as its keys and types, and names that are there twice. */
const REFUSED_STATES = new Set(['42000', '42S21']);
/** Too many columns, characters that names cannot have, or types that the server does not have: of a state that says nothing. */
const REFUSED = new Set([1117, 1300, 4161]);
/** Of those states too, but not about the table: no such schema, and limits of the user. */
const NOT_THE_TABLE = new Set([1049, 1203, 1226]);

function isRefused(error: unknown): boolean {
  const { errno = 0, sqlState = '' } = driverError(error) ?? {};
  return REFUSED.has(errno) || (REFUSED_STATES.has(sqlState) && !NOT_THE_TABLE.has(errno));
}

function explain(error: unknown, table: string): never {
  const reason = error instanceof Error ? error.message : String(error);
  if (isDenied(error)) {
    const message = `The database user may not make or change the table ${table}. Set MIGRATION_DATABASE_URL to a user that can, as in deploy/mysql-grants.sql. MySQL reported: ${reason}`;
    throw new AppError('CONFIG_INVALID', message, { cause: error });
  }
  if (isLockConflict(error)) {
    const message = `A long transaction uses the table ${table}, which has to be changed.`;
    throw new AppError('DATABASE_UNAVAILABLE', message, { retryable: true, cause: error });
  }
  if (!isRefused(error)) throw error;
  throw new AppError('VALIDATION_FAILED', `The server refuses the table ${table}: ${reason}`, { cause: error });
}
