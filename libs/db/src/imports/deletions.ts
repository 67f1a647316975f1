import { AppError } from '@sluice/core';
import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { isFinal } from '../lifecycle/index.ts';
import { type Page, page } from '../page.ts';
import {
  bulkImportJobs,
  type DeletionPlan,
  type deletionOutcomes,
  type ImportDeletion,
  importDeletions,
  mirrorTurns,
} from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

export type DeletionOutcome = (typeof deletionOutcomes)[number];

/**
 * Records what the import is to delete, before its first write: all attempts delete that and nothing else.
 * @throws AppError JOB_SUPERSEDED
 */
export async function recordDeletionPlan(
  db: Db,
  { id, attempt, plan }: { id: string; attempt: number; plan: DeletionPlan },
): Promise<void> {
  const { deletion, status } = bulkImportJobs;
  const [{ affectedRows }] = await db
    .update(bulkImportJobs)
    .set({ deletion: plan, updatedAt: sql`now(3)` })
    .where(
      and(
        ...[eq(bulkImportJobs.id, id), eq(bulkImportJobs.attempt, attempt)],
        ...[eq(status, 'processing'), isNull(deletion)],
      ),
    );
  if (affectedRows !== 1)
    throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker or cancelled.');
}

export interface DeletionList {
  readonly jobId: string;
  readonly outcome?: DeletionOutcome | undefined;
  /** After the row with this number. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

/** The rows that an import is to delete or has deleted, in the order of their keys. The caller has checked whose it is. */
export async function listDeletions(db: Db, input: DeletionList): Promise<Page<ImportDeletion>> {
  const { jobId, outcome, seq } = importDeletions;
  const rows = await db
    .select()
    .from(importDeletions)
    .where(
      and(
        eq(jobId, input.jobId),
        input.outcome ? eq(outcome, input.outcome) : undefined,
        input.cursor === undefined ? undefined : gt(seq, input.cursor),
      ),
    )
    .orderBy(asc(seq))
    .limit(input.limit + 1);
  return page(rows, input.limit);
}

/** How many rows could not be deleted, by why. */
export async function refusedDeletions(
  db: Db,
  id: string,
): Promise<{ code: string | null; message: string | null; count: number }[]> {
  const { jobId, outcome, code, message } = importDeletions;
  return db
    .select({ code, message, count: count() })
    .from(importDeletions)
    .where(and(eq(jobId, id), eq(outcome, 'refused')))
    .groupBy(code, message);
}

/**
 * Takes the turn of deleting rows of a table: true if the import has it now. It keeps it until it is final, so that two imports
 * never decide by what the other has written halfway.
 */
export async function takeMirrorTurn(db: Db, { target, jobId }: { target: string; jobId: string }): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    await tx
      .insert(mirrorTurns)
      .values({ target, jobId })
      .onDuplicateKeyUpdate({ set: { target: sql`values(target)` } });
    const [turn] = await tx.select().from(mirrorTurns).where(eq(mirrorTurns.target, target)).for('update');
    if (turn?.jobId === jobId) return true;
    if (turn && (await isUnfinished(tx, turn.jobId))) return false;
    await tx.update(mirrorTurns).set({ jobId }).where(eq(mirrorTurns.target, target));
    return true;
  });
}

async function isUnfinished(tx: Tx, id: string): Promise<boolean> {
  const { status } = bulkImportJobs;
  const [job] = await tx.select({ status }).from(bulkImportJobs).where(eq(bulkImportJobs.id, id));
  return job !== undefined && !isFinal(job.status);
}
