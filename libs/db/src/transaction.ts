import { setTimeout as delay } from 'node:timers/promises';
import type { Db, Tx } from './client.ts';
import { isCounterUnavailable, isDuplicateKey, isLockConflict } from './errors.ts';

const ATTEMPTS = 6;
/** Milliseconds to wait before attempt `n`, with full jitter so that two losers do not collide again. */
const backoff = (n: number): number => Math.random() * 20 * 2 ** n;

const isTransaction = (db: Db | Tx): db is Tx => 'rollback' in db;

/**
 * Runs `work` in one transaction, or in the outer one if there is one. After a deadlock (1213) or lock timeout (1205) it is
 * retried, so `work` must have no effects outside the database.
 */
export async function withTransaction<T>(db: Db | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db);
  return retryLockConflicts(() => db.transaction(work));
}

/** Retries `work` up to five times while it loses a lock to another transaction. */
export const retryLockConflicts = <T>(work: () => Promise<T>): Promise<T> => retryWhile(isLockConflict, work);

/** The same, but also retries if another transaction has inserted a key that `work` found free, or holds a counter. */
export const retryConflicts = <T>(work: () => Promise<T>): Promise<T> =>
  retryWhile((error) => isLockConflict(error) || isDuplicateKey(error) || isCounterUnavailable(error), work);

async function retryWhile<T>(isTransient: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
      await delay(backoff(attempt));
    }
  }
}
