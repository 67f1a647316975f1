import { and, eq, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { isDuplicateKey } from '../errors.ts';
import { idempotencyKeys } from '../schema/index.ts';

const { accountId, key, status, lockedUntil, lockToken, createdAt } = idempotencyKeys;

/** A request renews its lock every third of this time; the key of a dead request is free again after it. */
export const IDEMPOTENCY_LOCK_SECONDS = 30;
export const IDEMPOTENCY_KEPT_HOURS = 24;

export interface IdempotencyKey {
  readonly accountId: string;
  readonly key: string;
}

export interface RecordedAnswer {
  /** Null if the first request ended before its body was read. */
  readonly requestHash: string | null;
  readonly responseStatus: number;
  readonly responseLocation: string | null;
  readonly responseBody: string;
}

export type IdempotencyState =
  | { readonly state: 'begun' }
  | { readonly state: 'in_progress' }
  | { readonly state: 'completed'; readonly answer: RecordedAnswer };

const until = sql`now(3) + interval ${sql.raw(String(IDEMPOTENCY_LOCK_SECONDS))} second`;
const isThe = (id: IdempotencyKey) => and(eq(accountId, id.accountId), eq(key, id.key));

/** Claims the key for this request (`begun`), or returns the state of the request that holds it. */
export async function beginIdempotent(db: Db, id: IdempotencyKey, token: string): Promise<IdempotencyState> {
  const expired = lt(createdAt, sql`now(3) - interval ${IDEMPOTENCY_KEPT_HOURS} hour`);
  await db.delete(idempotencyKeys).where(and(isThe(id), expired));
  try {
    await db.insert(idempotencyKeys).values({ ...id, lockToken: token, lockedUntil: until });
    return { state: 'begun' };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const [{ affectedRows }] = await db
    .update(idempotencyKeys)
    .set({ lockToken: token, lockedUntil: until, requestHash: null })
    .where(and(isThe(id), eq(status, 'in_progress'), lt(lockedUntil, sql`now(3)`)));
  if (affectedRows === 1) return { state: 'begun' };
  const [row] = await db.select().from(idempotencyKeys).where(isThe(id));
  if (!row) return beginIdempotent(db, id, token);
  if (row.status === 'in_progress') return { state: 'in_progress' };
  return {
    state: 'completed',
    answer: {
      requestHash: row.requestHash,
      responseStatus: row.responseStatus ?? 500,
      responseLocation: row.responseLocation,
      responseBody: row.responseBody ?? '',
    },
  };
}

/** Renews the lock during a long upload. */
export async function renewIdempotent(db: Db, id: IdempotencyKey, token: string): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ lockedUntil: until })
    .where(and(isThe(id), eq(lockToken, token)));
}

/**
 * Records the response that every request with the same key and body will get. Call it in the transaction that does the work,
 * so that both commit together. False if another request holds the key by now.
 */
export async function completeIdempotent(
  db: Db | Tx,
  id: IdempotencyKey,
  token: string,
  answer: RecordedAnswer,
): Promise<boolean> {
  const [{ affectedRows }] = await db
    .update(idempotencyKeys)
    .set({ ...answer, status: 'completed' })
    .where(and(isThe(id), eq(lockToken, token), eq(status, 'in_progress')));
  return affectedRows === 1;
}

/** Frees the key after a failure that a retry may resolve. */
export async function releaseIdempotent(db: Db, id: IdempotencyKey, token: string): Promise<void> {
  await db.delete(idempotencyKeys).where(and(isThe(id), eq(lockToken, token), eq(status, 'in_progress')));
}

/** Deletes up to `limit` expired keys and returns how many were deleted. */
export async function purgeIdempotencyKeys(db: Db, limit = 10_000): Promise<number> {
  const [{ affectedRows }] = await db
    .delete(idempotencyKeys)
    .where(or(lt(createdAt, sql`now(3) - interval ${IDEMPOTENCY_KEPT_HOURS} hour`)))
    .limit(limit);
  return affectedRows;
}
