import { and, asc, eq } from 'drizzle-orm';
import type { AnalysisKey } from '../analyses/read.ts';
import type { Db } from '../client.ts';
import { type Download, downloads } from '../schema/index.ts';

/** The files made for an analysis of that account, in an order that stays. */
export async function downloadsOfAnalysis(db: Db, { accountId, analysisId }: AnalysisKey): Promise<Download[]> {
  return db
    .select()
    .from(downloads)
    .where(and(eq(downloads.analysisId, analysisId), eq(downloads.accountId, accountId)))
    .orderBy(asc(downloads.kind), asc(downloads.format));
}
