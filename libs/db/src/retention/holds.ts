import { newId } from '@sluice/core';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type RetentionHold, retentionHolds } from '../schema/index.ts';

/** Where a hold applies: a sweep, and the storage server it worked on (empty: the installation's own storage). */
export type HoldKey = Pick<RetentionHold, 'sweep' | 'place'>;
export type NewHold = HoldKey & Pick<RetentionHold, 'bucket' | 'affected' | 'total' | 'reason'>;

const isAt = ({ sweep, place }: HoldKey) => and(eq(retentionHolds.sweep, sweep), eq(retentionHolds.place, place));

/** Records that a sweep has stopped; an earlier confirmation of the same sweep no longer counts. */
export async function holdSweep(db: Db, hold: NewHold): Promise<void> {
  const { affected, total, bucket } = hold;
  const reason = hold.reason.slice(0, 1_024);
  await db
    .insert(retentionHolds)
    .values({ ...hold, reason, holdId: newId() })
    .onDuplicateKeyUpdate({
      set: { affected, total, bucket, reason, confirmedAt: null, confirmedBy: null, updatedAt: sql`now(3)` },
    });
}

export async function findHold(db: Db, key: HoldKey): Promise<RetentionHold | undefined> {
  const [hold] = await db.select().from(retentionHolds).where(isAt(key));
  return hold;
}

/** Ends a hold: the sweep has done its work or no longer needs to. True for the one call that ends it. */
export async function releaseSweep(db: Db, key: HoldKey): Promise<boolean> {
  const [{ affectedRows }] = await db.delete(retentionHolds).where(isAt(key));
  return affectedRows === 1;
}

/** All holds, oldest first. */
export const listHolds = (db: Db): Promise<RetentionHold[]> =>
  db.select().from(retentionHolds).orderBy(asc(retentionHolds.createdAt), asc(retentionHolds.holdId));

/** Lets the next run go ahead. `changed`: it had not been confirmed before; undefined: no such hold. */
export async function confirmHold(
  db: Db | Tx,
  { holdId, confirmedBy }: { holdId: string; confirmedBy: string },
): Promise<{ hold: RetentionHold; changed: boolean } | undefined> {
  const [{ affectedRows }] = await db
    .update(retentionHolds)
    .set({ confirmedAt: sql`now(3)`, confirmedBy })
    .where(and(eq(retentionHolds.holdId, holdId), isNull(retentionHolds.confirmedAt)));
  const [hold] = await db.select().from(retentionHolds).where(eq(retentionHolds.holdId, holdId));
  return hold && { hold, changed: affectedRows === 1 };
}
