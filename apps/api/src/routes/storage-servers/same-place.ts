import { AppError } from '@sluice/core';
import { storageServerRows } from '@sluice/db/storage-servers';
import type { ServerPlace } from '@sluice/storage';
import type { Deps } from '../../context.ts';

/**
 * The table's unique key compares the text; this also treats `null` and S3_ENDPOINT as the same server.
 * @throws AppError INVALID_STATE
 */
export async function refuseSamePlace({ db, installation }: Deps, place: ServerPlace): Promise<void> {
  const own = installation.endpoint === undefined ? null : new URL(installation.endpoint).origin;
  const whereOf = ({ endpoint, bucket }: Pick<ServerPlace, 'endpoint' | 'bucket'>) => `${endpoint ?? own} ${bucket}`;
  const same = (await storageServerRows(db)).find((server) => whereOf(server) === whereOf(place));
  if (!same) return;
  const message = `Storage server ${same.name} already uses this endpoint and the bucket ${place.bucket}.`;
  throw new AppError('INVALID_STATE', message);
}
