import { type PlacementNode, placementNodes, recordHeartbeat, storageServerRows } from '@sluice/db/storage-servers';
import { checkServers } from '@sluice/storage';
import type { Deps } from '../context.ts';

/**
 * The ring of storage servers that can receive chunks now. Workers record heartbeats; while none runs, the servers are
 * probed from here. Empty when there are none or all are unreachable.
 */
export async function freshServers(deps: Pick<Deps, 'db' | 'servers' | 'limits'>): Promise<PlacementNode[]> {
  const { db, limits } = deps;
  const { storageStaleSeconds: staleSeconds } = limits;
  const nodes = await placementNodes(db, { staleSeconds });
  if (nodes.length > 0) return nodes;
  return (await probeServers(deps)) ? placementNodes(db, { staleSeconds }) : [];
}

/** Probes the active servers and records their heartbeats. True if at least one is reachable. */
async function probeServers({ db, servers }: Pick<Deps, 'db' | 'servers'>): Promise<boolean> {
  const active = (await storageServerRows(db)).filter(({ status }) => status === 'active');
  const checks = await checkServers(servers, active);
  await Promise.all(checks.map(({ server, error }) => recordHeartbeat(db, server.serverId, error?.message)));
  return checks.some(({ error }) => error === undefined);
}
