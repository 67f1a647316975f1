import { setTimeout as delay } from 'node:timers/promises';
import type { Db, Tx } from './client.ts';
import { isLockConflict } from './errors.ts';

const ATTEMPTS = 6;
/** Milliseconds before attempt `n`, with full jitter so that two losers do not meet again. */
const backoff = (n: number): number => Math.random() * 20 * 2 ** n;

const isTransaction = (db: Db | Tx): db is Tx => 'rollback' in db;

/**
 * Runs `work` in one transaction; an outer transaction is reused. A dead-lock (1213) or lock time-out (1205) runs the
 * whole of it again, so `work` must have no effect outside the database.
 */
export async function withTransaction<T>(db: Db | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db);
  return retryLockConflicts(() => db.transaction(work));
}

/** Runs `work` again, up to five times, while it loses against other transactions. */
export async function retryLockConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isLockConflict(error)) throw error;
      await delay(backoff(attempt));
    }
  }
}
