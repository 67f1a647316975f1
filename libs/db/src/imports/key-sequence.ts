import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs, keySequences } from '../schema/index.ts';
import { type TargetName, targetTables } from '../targets/index.ts';
import { retryLockConflicts, withTransaction } from '../transaction.ts';

export interface KeyReservation {
  readonly jobId: string;
  readonly accountId: string;
  readonly importer: TargetName;
  /** For example `ASSET-` in `ASSET-0001`. */
  readonly prefix: string;
  /** The maximum number of keys that the import may need. */
  readonly count: number;
}

/**
 * Reserves numbers for the keys that an import generates, above every such key that the account has, and records the first
 * on the job. Every attempt generates the same keys, and concurrent imports never generate the same key twice.
 */
export async function reserveKeys(db: Db, reservation: KeyReservation): Promise<number> {
  const { jobId, accountId, importer, prefix, count } = reservation;
  return withTransaction(db, async (tx) => {
    const ofAccount = and(eq(keySequences.accountId, accountId), eq(keySequences.importer, importer));
    const lock = () => tx.select().from(keySequences).where(ofAccount).for('update');
    // Inserted only if missing: an INSERT that finds the row takes a shared lock, and two of those deadlock.
    let [sequence] = await lock();
    if (!sequence) {
      await tx.insert(keySequences).ignore().values({ accountId, importer, next: 1 });
      [sequence] = await lock();
    }
    const [job] = await tx.select().from(bulkImportJobs).where(eq(bulkImportJobs.id, jobId));
    if (job?.keyStart) return job.keyStart;
    const { table, key } = targetTables[importer];
    const [used] = await tx
      .select({ last: sql<string | null>`max(cast(substring(${key}, ${prefix.length + 1}) as unsigned))` })
      .from(table)
      .where(
        and(
          eq(table.accountId, accountId),
          sql`${key} like ${`${prefix.replace(/[%_\\]/g, '\\$&')}%`}`,
          sql`substring(${key}, ${prefix.length + 1}) regexp '^[0-9]{1,15}$'`,
        ),
      );
    const start = Math.max(sequence?.next ?? 1, Number(used?.last ?? 0) + 1);
    await tx
      .update(keySequences)
      .set({ next: start + count })
      .where(ofAccount);
    await tx
      .update(bulkImportJobs)
      .set({ keyStart: start })
      .where(and(eq(bulkImportJobs.id, jobId), isNull(bulkImportJobs.keyStart)));
    return start;
  });
}

/** Returns the unused numbers from `next` on, unless another import has reserved numbers after them. */
export async function releaseKeys(
  db: Db,
  { accountId, importer, count }: KeyReservation,
  start: number,
  next: number,
): Promise<void> {
  const ofReservation = and(
    eq(keySequences.accountId, accountId),
    eq(keySequences.importer, importer),
    eq(keySequences.next, start + count),
  );
  await retryLockConflicts(() => db.update(keySequences).set({ next }).where(ofReservation).execute());
}
