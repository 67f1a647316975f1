import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type Download, getDownload, type OwnedDownload } from '@sluice/db/downloads';
import type { Storage } from '@sluice/storage';

/** A download that the caller may read. @throws AppError NOT_FOUND, the same for another account's download */
export async function findDownload(db: Db, accountId: AccountScope, downloadId: string): Promise<OwnedDownload> {
  const download = await getDownload(db, { accountId, downloadId });
  if (!download) throw new AppError('NOT_FOUND', `No download has the ID ${downloadId}.`);
  return download;
}

const LINK_SECONDS = 10 * 60;

const contentTypes: Record<Download['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** A link to a delivered file that expires after ten minutes; browsers save it under the file's own name. */
export const linkTo = (storage: Storage, { s3Path, fileName, format }: Download): Promise<string> =>
  storage.presignGet(s3Path, { expiresInSeconds: LINK_SECONDS, fileName, contentType: contentTypes[format] });
