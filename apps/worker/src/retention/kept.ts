import type { Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { downloadStatuses } from '@sluice/db/downloads';
import type { KeptFile, KeptFiles } from '../delivery/kept-files.ts';

const HOUR_MS = 3_600_000;
const PAGE = 500;

export interface SweepKept {
  readonly db: Db;
  readonly kept: KeptFiles;
  /** A file without a row may belong to an unfinished analysis, unless it is older than this. */
  readonly orphanHours: number;
  readonly logger: Logger;
}

/** Removes kept files of this machine that have been delivered or are no longer needed. Returns their number. */
export async function sweepKept(sweep: SweepKept): Promise<number> {
  let removed = 0;
  let page: KeptFile[] = [];
  for await (const file of sweep.kept.list()) {
    if (page.push(file) < PAGE) continue;
    removed += await sweepPage(sweep, page);
    page = [];
  }
  return removed + (await sweepPage(sweep, page));
}

async function sweepPage({ db, kept, orphanHours, logger }: SweepKept, page: readonly KeptFile[]): Promise<number> {
  const statuses = await downloadStatuses(
    db,
    page.map(({ downloadId }) => downloadId),
  );
  const old = Date.now() - orphanHours * HOUR_MS;
  let removed = 0;
  for (const { downloadId, modifiedAt } of page) {
    const status = statuses.get(downloadId);
    const wanted = status ? status === 'pending' || status === 'upload_failed' : modifiedAt.getTime() > old;
    if (wanted) continue;
    await kept.remove(downloadId);
    removed++;
    logger.info({ download_id: downloadId, status }, 'removed a kept file that is no longer needed');
  }
  return removed;
}
