import { AppError, isAppError } from '@sluice/core';
import { storageServerRows } from '@sluice/db/storage-servers';
import type { ServerPlace, Storage } from '@sluice/storage';
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
