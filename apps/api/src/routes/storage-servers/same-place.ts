import { AppError } from '@sluice/core';
import { storageServerRows } from '@sluice/db/storage-servers';
import type { ServerPlace } from '@sluice/storage';
import type { Deps } from '../../context.ts';

/**
 * The unique key of the table sees the same text; this sees that `null` and S3_ENDPOINT are the same server, too.
 * @throws AppError INVALID_STATE
 */
export async function refuseSamePlace({ db, installation }: Deps, place: ServerPlace): Promise<void> {
  const own = installation.endpoint === undefined ? null : new URL(installation.endpoint).origin;
  const whereOf = ({ endpoint, bucket }: Pick<ServerPlace, 'endpoint' | 'bucket'>) => `${endpoint ?? own} ${bucket}`;
  const same = (await storageServerRows(db)).find((server) => whereOf(server) === whereOf(place));
  if (!same) return;
  const message = `The storage server ${same.name} has that endpoint and the bucket ${place.bucket} already.`;
  throw new AppError('INVALID_STATE', message);
}
