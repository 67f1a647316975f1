import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';

/** How many unfinished analyses the account has, counted no further than `atMost`. */
export async function countUnfinishedAnalyses(db: Db, accountId: string, atMost: number): Promise<number> {
  const unfinished = db
    .select({ id: analysisReports.id })
    // The other indexes on accounts would be read through every finished analysis, too.
    .from(analysisReports, { useIndex: 'analysis_reports_account_status' })
    .where(
      and(
        eq(analysisReports.accountId, accountId),
        inArray(analysisReports.status, ['queued', 'processing', 'cancelling']),
      ),
    )
    .limit(atMost)
    .as('unfinished');
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(unfinished);
  return Number(row?.count ?? 0);
}
