import type { z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Db, Tx } from '@sluice/db';
import { getStorageServer, placementNodes, type ServerOverview } from '@sluice/db/storage-servers';
import type { Deps } from '../../context.ts';
import type { serverSchema } from './schemas.ts';

/** A server's point on the ring of unsigned 64-bit integers. */
interface Node {
  readonly serverId: string;
  readonly hashValue: bigint;
}

const RING = 2 ** 64;

/** The share of the ring of each server: from each of its points back to the previous point of another server. */
export function ringShares(nodes: readonly Node[]): Map<string, number> {
  const sorted = [...nodes].sort((a, b) => (a.hashValue < b.hashValue ? -1 : 1));
  const shares = new Map<string, number>();
  let before = sorted.at(-1)?.hashValue;
  for (const { serverId, hashValue } of sorted) {
    // A single point owns the whole ring.
    const arc = sorted.length === 1 ? RING : Number(BigInt.asUintN(64, hashValue - (before ?? 0n)));
    shares.set(serverId, (shares.get(serverId) ?? 0) + arc / RING);
    before = hashValue;
  }
  return shares;
}

type View = z.output<typeof serverSchema>;

export const serverUrl = (serverId: string): string => `/api/v1/storage-servers/${serverId}`;

/** Rounded down: only a finished drain shows 100. */
function viewDrain({ drainTotal: total, drainMoved: moved, drainError: error }: ServerOverview): View['drain'] {
  if (total === null || moved === null) return null;
  return {
    total,
    moved,
    percent: total === 0 ? 100 : Math.min(100, Math.floor((moved / total) * 10_000) / 100),
    error,
  };
}

const viewServer = (server: ServerOverview, share: number): View => ({
  server_id: server.serverId,
  name: server.name,
  endpoint: server.endpoint,
  public_endpoint: server.publicEndpoint,
  region: server.region,
  bucket: server.bucket,
  credentials_ref: server.credentialsRef,
  status: server.status,
  healthy: server.healthy,
  last_heartbeat: server.lastHeartbeat?.toISOString() ?? null,
  last_error: server.lastError,
  capacity_bytes: server.availableSpace === null ? null : server.availableSpace + server.usedSpace,
  used_space: server.usedSpace,
  available_space: server.availableSpace,
  chunks: server.chunks,
  ring_share: Math.round(share * 10_000) / 10_000,
  drain: viewDrain(server),
  status_url: serverUrl(server.serverId),
  created_at: server.createdAt.toISOString(),
  updated_at: server.updatedAt.toISOString(),
});

/** Storage servers as the API returns them. */
export async function viewServers(
  db: Db | Tx,
  servers: readonly ServerOverview[],
  { storageStaleSeconds: staleSeconds }: { storageStaleSeconds: number },
): Promise<View[]> {
  const shares = ringShares(await placementNodes(db, { staleSeconds }));
  return servers.map((server) => viewServer(server, shares.get(server.serverId) ?? 0));
}

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
