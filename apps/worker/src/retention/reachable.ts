import type { Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { listStorageServers, type ServerOverview } from '@sluice/db/storage-servers';
import { checkServers, type StorageServers } from '@sluice/storage';

export interface Reached {
  readonly db: Db;
  readonly servers: StorageServers;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** The reachable storage servers in any status; the others are logged. */
export async function reachableServers({ db, servers, logger, signal }: Reached): Promise<ServerOverview[]> {
  const reached: ServerOverview[] = [];
  for (const { server, error } of await checkServers(servers, await listStorageServers(db), signal)) {
    if (!error) reached.push(server);
    else logger.warn({ server: server.name, code: error.code, reason: error.message }, 'skipping a storage server');
  }
  return reached;
}
