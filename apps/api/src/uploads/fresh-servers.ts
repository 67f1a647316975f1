import { type PlacementNode, placementNodes, recordHeartbeat, storageServerRows } from '@sluice/db/storage-servers';
import { checkServers } from '@sluice/storage';
import type { Deps } from '../context.ts';

/**
 * The ring of the storage servers that may be given chunks now. Workers keep it fresh; while none runs, the servers are
 * asked from here. Empty: there is none, or none answers.
 */
export async function freshServers(deps: Pick<Deps, 'db' | 'servers' | 'limits'>): Promise<PlacementNode[]> {
  const { db, limits } = deps;
  const { storageStaleSeconds: staleSeconds } = limits;
  const nodes = await placementNodes(db, { staleSeconds });
  if (nodes.length > 0) return nodes;
  return (await probeServers(deps)) ? placementNodes(db, { staleSeconds }) : [];
}

/** Asks the active servers whether they are there, and records what they say. True: one at least is. */
async function probeServers({ db, servers }: Pick<Deps, 'db' | 'servers'>): Promise<boolean> {
  const active = (await storageServerRows(db)).filter(({ status }) => status === 'active');
  const checks = await checkServers(servers, active);
  await Promise.all(checks.map(({ server, error }) => recordHeartbeat(db, server.serverId, error?.message)));
  return checks.some(({ error }) => error === undefined);
}
