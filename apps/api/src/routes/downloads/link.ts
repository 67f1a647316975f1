import type { Download } from '@sluice/db/downloads';
import type { Storage } from '@sluice/storage';

const LINK_SECONDS = 10 * 60;

const contentTypes: Record<Download['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** A link to a delivered file that expires after ten minutes; browsers save it under the file's own name. */
export const linkTo = (storage: Storage, { s3Path, fileName, format }: Download): Promise<string> =>
  storage.presignGet(s3Path, { expiresInSeconds: LINK_SECONDS, fileName, contentType: contentTypes[format] });
