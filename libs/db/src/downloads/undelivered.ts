import { and, asc, eq, gt, isNull, lt, notLike, or } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { downloads } from '../schema/index.ts';

/**
 * Downloads that a job should be delivering: those that somebody wants again (`pending`), and failed ones that have been
 * tried fewer than `maxAttempts` times and can be made again. In the order of their ids.
 */
export async function listUndelivered(
  db: Db,
  { maxAttempts, limit, afterId = '' }: { maxAttempts: number; limit: number; afterId?: string },
): Promise<{ id: string; status: 'pending' | 'upload_failed' }[]> {
  const { downloadId: id, status, uploadAttempts, lastError } = downloads;
  const healing = or(isNull(lastError), notLike(lastError, 'ARTIFACT_LOST:%'));
  const rows = await db
    .select({ id, status })
    .from(downloads)
    .where(
      and(
        gt(id, afterId),
        or(eq(status, 'pending'), and(eq(status, 'upload_failed'), lt(uploadAttempts, maxAttempts), healing)),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
  return rows as { id: string; status: 'pending' | 'upload_failed' }[];
}
