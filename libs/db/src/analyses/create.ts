import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { refuseWithoutDocument } from '../errors.ts';
import { analysisReports } from '../schema/index.ts';

export interface NewAnalysis {
  readonly accountId: string;
  readonly docId: string;
  readonly tool: string;
  readonly options: Record<string, unknown>;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/**
 * Writes the row of a new analysis, `queued`, and answers its id. Enqueueing comes after. `awaited`: its sender waits for
 * it and calls a worker at once, so the row is no orphan although no job of that id is in the queue.
 * @throws AppError NOT_FOUND when the document has been deleted
 */
export async function createAnalysis(db: Db | Tx, input: NewAnalysis, { awaited = false } = {}): Promise<string> {
  const analysisId = newId();
  const row = { analysisId, ...input, ...(awaited ? { enqueuedAt: sql`now(3)` } : {}) };
  await db.insert(analysisReports).values(row).catch(refuseWithoutDocument);
  return analysisId;
}
