import { AppError } from '@sluice/core';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { driverError } from '../../errors.ts';
import type { Fence } from './settle.ts';

/** How long one statement waits for a lock; between two of them the signal is checked. */
const WAIT_SECONDS = 1;
/** Of a connection that has ended by itself, or belongs to another user. It still ends, or the wait goes on. */
const NOT_KILLED = new Set([1094, 1095]);
/** Clusters that have no user locks (MariaDB and Percona with Galera). */
const NO_USER_LOCKS = new Set([1105, 1235]);

export interface TakeOver {
  readonly fence: Fence;
  readonly signal: AbortSignal;
  /** Called once if there is something to wait for. */
  readonly onWait: () => void;
}

/** A user lock of the server (GET_LOCK), which its connection keeps until everything it has written is rolled back. */
const lockOf = ({ jobId }: Fence, lane: number): string => `sluice.${jobId}.${lane}`;

/**
 * Makes `connection` the one that writes lane `lane` of the import. Connections of earlier attempts, on this lane and
 * `others`, are killed, and their rollback is awaited: a worker that froze or lost its network would keep its row locks for
 * hours, and rolling back a large transaction takes longer than a statement waits for a row lock.
 * @throws AppError JOB_SUPERSEDED if a newer attempt has started; the signal's reason
 */
export async function takeOver(
  connection: Connection,
  input: TakeOver,
  lane: number,
  others: readonly number[],
): Promise<void> {
  try {
    if (await takeFree(connection, input.fence, lane, others)) return;
    input.onWait();
    for (const other of others) {
      await take(connection, input, other);
      await connection.query('DO RELEASE_LOCK(?)', [lockOf(input.fence, other)]);
    }
    await take(connection, input, lane);
  } catch (error) {
    if (!NO_USER_LOCKS.has(driverError(error)?.errno ?? 0)) throw error;
  }
}

/** The usual case in one statement: takes the lock; true if it and the others were free. */
async function takeFree(connection: Connection, fence: Fence, lane: number, others: readonly number[]) {
  const free = ['GET_LOCK(?, 0)', ...others.map(() => 'IS_FREE_LOCK(?)')].join(' AND ');
  const names = [lane, ...others].map((at) => lockOf(fence, at));
  const [[row]] = await connection.query<RowDataPacket[]>(`SELECT ${free} AS free`, names);
  return row?.free === 1;
}

async function take(connection: Connection, { fence, signal }: TakeOver, lane: number): Promise<void> {
  const name = lockOf(fence, lane);
  for (;;) {
    signal.throwIfAborted();
    const [[used]] = await connection.query<RowDataPacket[]>(
      'SELECT IS_USED_LOCK(?) AS holder, CONNECTION_ID() AS self',
      [name],
    );
    if (used?.holder === used?.self) return;
    // The holder is looked up first: if this attempt is still the newest, the holder belongs to an earlier one.
    await refuseSuperseded(connection, fence);
    if (used?.holder) await kill(connection, Number(used.holder));
    const [[taken]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS taken', [name, WAIT_SECONDS]);
    if (taken?.taken === 1) return;
  }
}

async function refuseSuperseded(connection: Connection, { jobId, attempt }: Fence): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT attempt FROM bulk_import_jobs WHERE id = ?', [jobId]);
  if (row?.attempt === attempt) return;
  throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker or cancelled.');
}

async function kill(connection: Connection, id: number): Promise<void> {
  try {
    await connection.query(`KILL ${id}`);
  } catch (error) {
    if (!NOT_KILLED.has(driverError(error)?.errno ?? 0)) throw error;
  }
}
