import type { z } from '@hono/zod-openapi';
import type { Db, Tx } from '@sluice/db';
import { placementNodes, type ServerOverview } from '@sluice/db/storage-servers';
import { ringShares } from './ring-shares.ts';
import type { serverSchema } from './schemas.ts';

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
