import { AppError, isAppError } from '@sluice/core';
import { serverStorageClaim } from '@sluice/db/retention';
import { storageServerRows } from '@sluice/db/storage-servers';
import { claimStorage, type ServerPlace, type Storage } from '@sluice/storage';
import type { Deps } from '../../context.ts';

/** Checks that the server is reachable and accepts the credentials; creates its bucket where allowed. @throws AppError VALIDATION_FAILED */
export async function probeNewServer({ servers }: Deps, place: ServerPlace): Promise<void> {
  const storage = openStorage(servers, place);
  try {
    await storage.check().catch((error: unknown) => {
      if (!isMissingBucket(error)) throw error;
      return storage.ensureBucket();
    });
  } catch (error) {
    throw refusal(error, isMissingBucket(error) ? 'bucket' : 'endpoint');
  }
}

/** Marks the bucket as this installation's. @throws AppError VALIDATION_FAILED when another installation uses it */
export async function claimNewServer({ db, servers }: Deps, place: ServerPlace): Promise<void> {
  const storage = servers.storageOf(place);
  const { state, found } = await claimStorage(storage, serverStorageClaim(db, place.serverId)).catch((error) => {
    throw refusal(error, 'bucket');
  });
  if (state !== 'foreign') return;
  const message = `belongs to installation ${found?.installation_id}, which uses the same STORAGE_ENV`;
  throw new AppError('VALIDATION_FAILED', 'Another installation uses this bucket.', {
    fields: [{ field: 'bucket', code: 'taken', message }],
  });
}

function openStorage(servers: Deps['servers'], place: ServerPlace): Storage {
  try {
    return servers.storageOf(place);
  } catch (error) {
    throw refusal(error, isAppError(error) ? String(error.context.field ?? 'credentials_ref') : 'credentials_ref');
  }
}

const isMissingBucket = (error: unknown): boolean => isAppError(error) && error.context.name === 'NoSuchBucket';

/** The storage server's own message is what the operator needs. */
function refusal(error: unknown, field: string): unknown {
  if (!isAppError(error) || !error.code.startsWith('STORAGE_')) return error;
  const { message } = error;
  const code = error.code === 'STORAGE_REFUSED' ? 'refused' : 'unavailable';
  return new AppError('VALIDATION_FAILED', message, { fields: [{ field, code, message }], cause: error });
}

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
