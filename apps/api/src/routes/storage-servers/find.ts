import { AppError } from '@sluice/core';
import type { Db, Tx } from '@sluice/db';
import { getStorageServer, type ServerOverview } from '@sluice/db/storage-servers';
import type { Deps } from '../../context.ts';
import { viewServers } from './view.ts';

/** @throws AppError NOT_FOUND */
export async function findServer(
  db: Db | Tx,
  serverId: string,
  { limits }: Pick<Deps, 'limits'>,
): Promise<ServerOverview> {
  const server = await getStorageServer(db, serverId, { staleSeconds: limits.storageStaleSeconds });
  if (!server) throw new AppError('NOT_FOUND', `No storage server has the ID ${serverId}.`);
  return server;
}

/** A storage server as the API returns it. @throws AppError NOT_FOUND */
export async function showServer(db: Db | Tx, serverId: string, deps: Pick<Deps, 'limits'>) {
  const server = await findServer(db, serverId, deps);
  const [view] = await viewServers(db, [server], deps.limits);
  return view as NonNullable<typeof view>;
}
