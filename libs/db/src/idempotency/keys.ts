import { and, eq, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { isDuplicateKey } from '../errors.ts';
import { idempotencyKeys } from '../schema/index.ts';

const { accountId, key, status, lockedUntil, lockToken, createdAt } = idempotencyKeys;

/** A request renews its lock every third of this; a dead one frees its key within it. */
export const IDEMPOTENCY_LOCK_SECONDS = 30;
export const IDEMPOTENCY_KEPT_HOURS = 24;

export interface IdempotencyKey {
  readonly accountId: string;
  readonly key: string;
}

export interface RecordedAnswer {
  /** Null where the first request ended before its body was read. */
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

/** Takes the key for this request (`begun`), or says what became of the one that had it first. */
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

/** Keeps the lock while a long upload goes on. */
export async function renewIdempotent(db: Db, id: IdempotencyKey, token: string): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ lockedUntil: until })
    .where(and(isThe(id), eq(lockToken, token)));
}

/**
 * Records the answer that everybody with the same key and body will get. In the transaction that does the work, work and
 * answer are there together or not at all. False: another request holds the key by now.
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

/** The request failed in a way that a repetition may mend: the key is free again. */
export async function releaseIdempotent(db: Db, id: IdempotencyKey, token: string): Promise<void> {
  await db.delete(idempotencyKeys).where(and(isThe(id), eq(lockToken, token), eq(status, 'in_progress')));
}

/** Deletes keys past their time, at most `limit`; answers how many. */
export async function purgeIdempotencyKeys(db: Db, limit = 10_000): Promise<number> {
  const [{ affectedRows }] = await db
    .delete(idempotencyKeys)
    .where(or(lt(createdAt, sql`now(3) - interval ${IDEMPOTENCY_KEPT_HOURS} hour`)))
    .limit(limit);
  return affectedRows;
}
