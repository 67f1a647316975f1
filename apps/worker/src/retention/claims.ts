import { AppError, type Logger } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { findHold, holdSweep, ownStorageClaim, releaseSweep, serverStorageClaim } from '@sluice/db/retention';
import { storageServerRows } from '@sluice/db/storage-servers';
import {
  type ClaimResult,
  checkServers,
  claimStorage,
  environmentPrefix,
  markStorage,
  type ServerPlace,
  type Storage,
  type StorageClaim,
  type StorageServers,
} from '@sluice/storage';
import type { RetentionDeps } from './types.ts';

type ClaimDeps = Pick<RetentionDeps, 'db' | 'storage' | 'servers'>;
interface ClaimContext {
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

const SWEEP = 'storage_marker';

/** The storages in which a sweep may mark, delete and abort. */
export interface Claims {
  /** The bucket of the installation's own storage is reachable and is this installation's. */
  readonly own: boolean;
  /** Only the servers whose bucket is this installation's; any other one is `STORAGE_UNAVAILABLE`. */
  readonly servers: StorageServers;
}

/** Checks before a sweep that every bucket is this installation's. One that is not waits for an operator. */
export async function claimStorages(deps: ClaimDeps, context: ClaimContext): Promise<Claims> {
  const { db, storage, servers } = deps;
  const { signal } = context;
  const own = await reachableClaim(deps, context, storage, ownStorageClaim(db), '');
  const refused = new Set<string>();
  for (const { server, error } of await checkServers(servers, await storageServerRows(db), signal)) {
    const { serverId } = server;
    // Whatever uses an unreachable server finds out for itself.
    if (error) continue;
    const opened = servers.storageOf(server);
    const mine =
      opened === storage
        ? own
        : await reachableClaim(deps, context, opened, serverStorageClaim(db, serverId), serverId);
    if (!mine) refused.add(serverId);
  }
  return { own, servers: withoutRefused(servers, refused) };
}

const withoutRefused = (servers: StorageServers, refused: ReadonlySet<string>): StorageServers => ({
  ...servers,
  storageOf(server: ServerPlace): Storage {
    if (!refused.has(server.serverId)) return servers.storageOf(server);
    const message = `The bucket of storage server ${server.name} is not marked as this installation's.`;
    throw new AppError('STORAGE_UNAVAILABLE', message, { retryable: true });
  },
});

/** False if the storage is unreachable, or waits for an operator. */
async function reachableClaim(
  { db }: ClaimDeps,
  { logger, signal }: ClaimContext,
  storage: Storage,
  claim: StorageClaim,
  place: string,
): Promise<boolean> {
  const { bucket } = storage;
  try {
    await storage.check(signal);
    const result = await claimStorage(storage, claim, { signal });
    const hold = await findHold(db, { sweep: SWEEP, place });
    if (result.state !== 'own' && !hold?.confirmedAt) {
      const reason = reasonOf(storage, result);
      const { missing: affected, sampled: total } = result;
      await holdSweep(db, { sweep: SWEEP, place, bucket, affected, total, reason });
      logger.error({ bucket, affected, total }, reason);
      return false;
    }
    if (result.state !== 'own') await markStorage(storage, claim, { signal });
    if (hold && (await releaseSweep(db, { sweep: SWEEP, place })))
      logger.info({ bucket, confirmed_by: hold.confirmedBy }, "the bucket is marked as this installation's");
    return true;
  } catch (error) {
    signal.throwIfAborted();
    const { code, message: reason } = databaseError(error);
    logger.warn({ bucket, code, reason }, 'could not check whose bucket this is; its sweeps wait for the next run');
    return false;
  }
}

function reasonOf({ bucket, env }: Storage, { state, found, missing, sampled }: ClaimResult): string {
  const prefix = environmentPrefix(env);
  if (state === 'foreign')
    return `Keys under ${prefix} in bucket ${bucket} belong to installation ${found?.installation_id} (STORAGE_ENV "${found?.environment}"). Sweeps of this bucket wait for an operator.`;
  return `Bucket ${bucket} has no current marker under ${prefix}, and ${missing} of ${sampled} objects that should be there are missing: it may be the wrong bucket. Sweeps of it wait for an operator.`;
}
