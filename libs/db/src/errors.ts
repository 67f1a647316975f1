import { AppError, isAppError } from '@sluice/core';

interface DriverError {
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
  readonly sqlMessage?: string;
  readonly fatal?: boolean;
}

/** The driver's own error below drizzle's wrapping, if that is what `error` is. */
export function driverError(error: unknown): DriverError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (typeof (at as DriverError).errno === 'number' || (at as DriverError).fatal) return at as DriverError;
    if (
      /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|PROTOCOL_|POOL_)/.test((at as DriverError).code ?? '')
    ) {
      return at as DriverError;
    }
  }
  return undefined;
}

/** Server error numbers (MySQL 9.7 reference, "Server Error Message Reference"). */
const DUPLICATE_KEY = 1062;
/** A foreign key references a row that does not exist. */
const NO_PARENT = 1452;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
const COUNTER_UNAVAILABLE = 1467;
/**
 * Too many connections, shutting down, killed, query interrupted by shutdown, disconnected, offline; read-only (1290, 1792,
 * 1836), which a former primary is after a failover.
 */
const SERVER_UNAVAILABLE = new Set([
  1040, 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1290, 1317, 1792, 1836, 1927, 3032, 3169, 4031,
]);
/** Group replication did not commit: the transaction is too large for it, or the group is in trouble. */
const REPLICATION_REFUSED = 3100;
/** LOAD DATA LOCAL is off in the server (3948; MariaDB 4166, 1148), or a proxy does not support it. */
const LOAD_REFUSED = new Set([1047, 1105, 1148, 1235, 3948, 4166]);

/** The user lacks access to the database, the table or the column, or a privilege for the statement. */
const DENIED = new Set([1044, 1142, 1143, 1227]);

/** The user lacks a privilege. */
export const isDenied = (error: unknown): boolean => DENIED.has(driverError(error)?.errno ?? 0);

export const isDuplicateKey = (error: unknown): boolean => driverError(error)?.errno === DUPLICATE_KEY;

/** The server, or a proxy in front of it, does not take rows from LOAD DATA LOCAL. */
export const isLoadRefused = (error: unknown): boolean => LOAD_REFUSED.has(driverError(error)?.errno ?? 0);

/** Rethrows an INSERT's error, as NOT_FOUND if the document it refers to was deleted in the meantime. */
export function refuseWithoutDocument(error: unknown): never {
  if (driverError(error)?.errno !== NO_PARENT) throw error;
  throw new AppError('NOT_FOUND', 'The document was deleted in the meantime.', { cause: error });
}

/** A statement lost to another transaction; the whole transaction can be retried. */
export const isLockConflict = (error: unknown): boolean => {
  const errno = driverError(error)?.errno;
  return errno === DEADLOCK || errno === LOCK_WAIT_TIMEOUT;
};

/**
 * The next value of an AUTO_INCREMENT column could not be had: on MariaDB because another transaction holds the lock of the
 * counter, on both servers because the column is full. So nobody can wait for it for ever.
 */
export const isCounterUnavailable = (error: unknown): boolean => driverError(error)?.errno === COUNTER_UNAVAILABLE;

/** The server is down, shutting down or full; the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const driver = driverError(error);
  if (!driver) return false;
  return driver.fatal === true || SERVER_UNAVAILABLE.has(driver.errno ?? 0) || !('sqlState' in driver);
}

/** Converts `error` to an AppError: DATABASE_UNAVAILABLE if a retry can help, otherwise itself or INTERNAL. */
export function databaseError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (driverError(error)?.errno === REPLICATION_REFUSED) {
    return new AppError(
      'DATABASE_UNAVAILABLE',
      'The database cluster did not accept a transaction. If it is too large for group replication, let the import skip invalid records, so that it commits in parts, or have the limit raised.',
      { retryable: true, cause: error },
    );
  }
  if (isDatabaseUnavailable(error) || isLockConflict(error)) {
    return new AppError('DATABASE_UNAVAILABLE', 'The database is unreachable or too busy. Try again in a moment.', {
      retryable: true,
      cause: error,
    });
  }
  return new AppError('INTERNAL', error instanceof Error ? error.message : String(error), {
    retryable: true,
    cause: error,
  });
}
