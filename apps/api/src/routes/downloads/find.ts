import { AppError } from '@sluice/core';
import { type Db, getDownload, type OwnedDownload } from '@sluice/db';
import type { Principal } from '../../auth/verify-token.ts';

/** The caller's download. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findDownload(db: Db, { accountId }: Principal, downloadId: string): Promise<OwnedDownload> {
  const download = await getDownload(db, { accountId, downloadId });
  if (!download) throw new AppError('NOT_FOUND', `There is no download ${downloadId}.`);
  return download;
}
