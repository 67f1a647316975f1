import { expireDownload } from '@sluice/db/downloads';
import {
  deleteOutdatedErrors,
  deleteOutdatedRejects,
  deleteOutdatedTraces,
  listOutdatedDownloads,
} from '@sluice/db/retention';
import type { JobContext } from '../job/context.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const DAY_MS = 86_400_000;
const PAGE = 200;
/** Rows per DELETE, small enough not to block others. */
const ROWS = 5_000;

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

/** Deletes the objects of expired downloads, then marks their rows. Returns how many. */
export async function expireDownloads(
  { db, storage, kept, env }: RetentionDeps,
  { stopping }: Context,
): Promise<number> {
  const before = daysAgo(env.RETENTION_DOWNLOADS_DAYS);
  let expired = 0;
  for (;;) {
    const page = await listOutdatedDownloads(db, before, PAGE);
    let settled = 0;
    for (const { downloadId, s3Path } of page) {
      stopping.throwIfAborted();
      await storage.delete(s3Path, { signal: stopping });
      await kept.remove(downloadId);
      if (await expireDownload(db, downloadId)) settled++;
    }
    expired += settled;
    if (page.length < PAGE || settled === 0) return expired;
  }
}

/** Deletes row errors, traces and error logs past their retention. Returns the number of rows. */
export async function deleteRecords({ db, env }: RetentionDeps, { stopping }: Context): Promise<number> {
  const rejects = daysAgo(env.RETENTION_REJECTS_DAYS);
  const traces = daysAgo(env.RETENTION_TRACES_DAYS);
  const steps = [
    () => deleteOutdatedRejects(db, rejects, ROWS),
    () => deleteOutdatedTraces(db, traces, ROWS),
    () => deleteOutdatedErrors(db, traces, ROWS),
  ];
  let deleted = 0;
  for (const step of steps) {
    for (let count = await step(); count > 0; count = await step()) {
      deleted += count;
      stopping.throwIfAborted();
    }
  }
  return deleted;
}
