import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { getDownload, type OwnedDownload } from '@sluice/db/downloads';

/** A download of the account, or of any that the caller may read. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findDownload(db: Db, accountId: AccountScope, downloadId: string): Promise<OwnedDownload> {
  const download = await getDownload(db, { accountId, downloadId });
  if (!download) throw new AppError('NOT_FOUND', `There is no download ${downloadId}.`);
  return download;
}
