import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { downloads } from '../schema/index.ts';
import type { DownloadKey } from './get.ts';
import { changeDownloadStatus } from './status.ts';

/** Somebody has the download uploaded again: it is `pending`. False: its upload has neither failed nor expired. */
export const requestReprocess = (db: Db, { accountId, downloadId }: DownloadKey): Promise<boolean> =>
  changeDownloadStatus(db, downloadId, 'reprocess', {}, eq(downloads.accountId, accountId));
