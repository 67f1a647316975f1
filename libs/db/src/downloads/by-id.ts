import { eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Download, downloads } from '../schema/index.ts';

/** For workers, which are handed ids by the queue and act for every account. */
export async function getDownloadById(db: Db, downloadId: string): Promise<Download | undefined> {
  const [download] = await db.select().from(downloads).where(eq(downloads.downloadId, downloadId));
  return download;
}

/** Where these downloads stand; those that are not there are left out. */
export async function downloadStatuses(db: Db, ids: readonly string[]): Promise<Map<string, Download['status']>> {
  if (ids.length === 0) return new Map();
  const { downloadId, status } = downloads;
  const rows = await db
    .select({ downloadId, status })
    .from(downloads)
    .where(inArray(downloadId, [...ids]));
  return new Map(rows.map((row) => [row.downloadId, row.status]));
}
