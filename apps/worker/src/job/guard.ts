import type { Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { findHold, type HoldKey, holdSweep, releaseSweep } from '@sluice/db/retention';
import type { WorkerEnv } from '../env.ts';

/** The most candidates kept in memory; the rest wait for the next run. */
const MOST = 20_000;

/** What a sweep would mark or delete. It is collected before the sweep touches anything, and compared with the total. */
export class Candidates<T> {
  readonly #items: T[] = [];
  #found = 0;
  /** How many items have been compared. */
  total = 0;

  add(item: T): void {
    this.#found++;
    if (this.#items.length < MOST) this.#items.push(item);
  }

  get found(): number {
    return this.#found;
  }

  get items(): readonly T[] {
    return this.#items;
  }
}

export type SweepName =
  | 'lost_documents'
  | 'lost_chunks'
  | 'lost_artifacts'
  | 'stray_documents'
  | 'stray_chunks'
  | 'stray_artifacts'
  | 'damaged_documents';

export interface GuardedSweep extends HoldKey {
  readonly sweep: SweepName;
  readonly bucket: string;
  /** As in "would mark 80 of 90 documents as lost". */
  readonly would: (found: number, total: number) => string;
}

export interface GuardDeps {
  readonly db: Db;
  readonly env: Pick<WorkerEnv, 'RETENTION_GUARD_PERCENT' | 'RETENTION_GUARD_ITEMS'>;
  readonly logger: Logger;
}

/**
 * Runs `act` unless the candidates are too large a share of the total. Then nothing is touched, and the sweep waits for an
 * operator; a confirmation covers as many items as it was given for. Returns what `act` returns, or the number held.
 */
export async function guarded<T>(
  { db, env, logger }: GuardDeps,
  sweep: GuardedSweep,
  candidates: Candidates<T>,
  act: (items: readonly T[]) => Promise<number>,
): Promise<{ readonly done: number; readonly held: number }> {
  const { found, total, items } = candidates;
  const { RETENTION_GUARD_PERCENT: percent, RETENTION_GUARD_ITEMS: floor } = env;
  const limit = Math.max(floor, Math.floor((total * percent) / 100));
  const hold = await findHold(db, sweep);
  const allowed = hold?.confirmedAt ? hold.affected + limit : limit;
  if (found > allowed) {
    const { would, ...key } = sweep;
    const reason = `The sweep would ${would(found, total)}. It has stopped and waits for an operator.`;
    await holdSweep(db, { ...key, affected: found, total, reason });
    logger.error({ ...key, affected: found, total, limit }, reason);
    return { done: 0, held: found };
  }
  const done = items.length > 0 ? await act(items) : 0;
  // A confirmed sweep of more items than fit in one run goes on in the next.
  if (hold && found === items.length && (await releaseSweep(db, sweep)))
    logger.info({ sweep: sweep.sweep, bucket: sweep.bucket, done }, 'a sweep no longer waits for an operator');
  return { done, held: 0 };
}
