import { newId } from '@sluice/core';
import type { Db, Tx } from '../client.ts';
import { type ReprocessFilter, reprocessRuns } from '../schema/index.ts';

export interface NewReprocessRun {
  readonly accountId: string;
  readonly filter: ReprocessFilter;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/** Writes the row of a new run, `pending`, and answers its id. Enqueueing comes after. */
export async function createReprocessRun(db: Db | Tx, input: NewReprocessRun): Promise<string> {
  const runId = newId();
  await db.insert(reprocessRuns).values({ runId, ...input });
  return runId;
}
