import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { reprocessRuns, type reprocessStatuses } from '../schema/index.ts';

export type ReprocessStatus = (typeof reprocessStatuses)[number];

/** Every way a run's status may change, and when it does. Nothing else writes `reprocess_runs.status`. */
const edges = {
  /** A worker takes the run; also again, after a crash left it `processing`. */
  claim: { from: ['pending', 'processing'], to: 'processing' },
  /** Every matching download has been tried. */
  complete: { from: ['processing'], to: 'completed' },
  /** The attempts are used up. */
  fail: { from: ['pending', 'processing'], to: 'failed' },
  /** Somebody asks for the end; what was uploaded stays. */
  cancel: { from: ['pending', 'processing'], to: 'cancelling' },
  /** The worker has stopped, or none had begun. */
  cancelled: { from: ['cancelling'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly ReprocessStatus[]; to: ReprocessStatus }>;

export type ReprocessTransition = keyof typeof edges;

/** One guarded update; false when the run is not where the transition begins. */
export async function changeRunStatus(
  db: Db | Tx,
  runId: string,
  name: ReprocessTransition,
  set: Omit<MySqlUpdateSetSource<typeof reprocessRuns>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = edges[name];
  const [{ affectedRows }] = await db
    .update(reprocessRuns)
    .set({ updatedAt: sql`now(3)`, ...set, status: to })
    .where(and(eq(reprocessRuns.runId, runId), inArray(reprocessRuns.status, [...from]), guard));
  return affectedRows === 1;
}
