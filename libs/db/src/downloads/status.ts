import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { type Download, downloads } from '../schema/index.ts';

export type DownloadStatus = Download['status'];

/** Every way a download's status may change once it is recorded, and when it does. */
const edges = {
  /** Its bytes are in S3. */
  uploaded: { from: ['pending', 'upload_failed', 'uploaded'], to: 'uploaded' },
  /** An upload gave up; `last_error` says why. */
  failed: { from: ['pending', 'upload_failed'], to: 'upload_failed' },
  /** Somebody, or the queue, has it uploaded again. */
  reprocess: { from: ['upload_failed', 'expired'], to: 'pending' },
  /** What was stored is not there any more; it has to be made again. */
  lose: { from: ['uploaded'], to: 'upload_failed' },
  /** Its time is over: retention has deleted the object, or what was kept of a file that was never delivered. */
  expire: { from: ['uploaded', 'upload_failed', 'pending'], to: 'expired' },
} as const satisfies Record<string, { from: readonly DownloadStatus[]; to: DownloadStatus }>;

export type DownloadTransition = keyof typeof edges;

/** One guarded update; false when the download is not where the transition begins. */
export async function changeDownloadStatus(
  db: Db | Tx,
  downloadId: string,
  name: DownloadTransition,
  set: Omit<MySqlUpdateSetSource<typeof downloads>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = edges[name];
  const [{ affectedRows }] = await db
    .update(downloads)
    .set({ ...set, status: to })
    .where(and(eq(downloads.downloadId, downloadId), inArray(downloads.status, [...from]), guard));
  return affectedRows === 1;
}
