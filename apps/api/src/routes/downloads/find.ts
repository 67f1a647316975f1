import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { getDownload, type OwnedDownload } from '@sluice/db/downloads';

/** A download that the caller may read. @throws AppError NOT_FOUND, the same for another account's download */
export async function findDownload(db: Db, accountId: AccountScope, downloadId: string): Promise<OwnedDownload> {
  const download = await getDownload(db, { accountId, downloadId });
  if (!download) throw new AppError('NOT_FOUND', `No download has the ID ${downloadId}.`);
  return download;
}
