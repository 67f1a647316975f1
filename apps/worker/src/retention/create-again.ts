import type { Logger } from '@sluice/core';
import { getDownloadById, loseObject } from '@sluice/db/downloads';
import type { RetentionDeps } from './types.ts';

/** Marks a delivered artifact whose object is missing, and has it produced and uploaded again. False if it is not `uploaded`. */
export async function createAgain(
  { db, queues }: Pick<RetentionDeps, 'db' | 'queues'>,
  logger: Logger,
  { downloadId: id, s3Path }: { downloadId: string; s3Path: string },
): Promise<boolean> {
  const why = { code: 'STORAGE_NOT_FOUND', message: `The object ${s3Path} is no longer in storage.` };
  if (!(await loseObject(db, id, why))) return false;
  const accountId = (await getDownloadById(db, id))?.accountId ?? null;
  logger.warn({ key: s3Path, download_id: id }, 'an artifact is no longer in storage; creating it again');
  await queues
    .requeue('upload-artifact', { download_id: id }, { jobId: id, accountId })
    .catch((error) => logger.warn({ err: error, download_id: id }, 'could not enqueue the delivery yet'));
  return true;
}
