import { inTime } from '@sluice/core';
import { unreachableServers } from '@sluice/db/storage-servers';
import { queueNames } from '@sluice/jobs';
import type { Deps } from '../context.ts';
import { checkAll } from './check-servers.ts';

export const dependencyNames = ['database', 'queue', 'storage', 'storage_server', 'workers'] as const;
export type DependencyName = (typeof dependencyNames)[number];

/** `unknown`: it can be checked only through another one, which is down. */
export type DependencyState = 'up' | 'down' | 'unknown';

/** The result of checking a dependency once. */
export interface Finding {
  readonly name: DependencyName;
  /** The name of a storage server. */
  readonly server?: string;
  readonly state: DependencyState;
  /** When it went down, if that is recorded elsewhere. */
  readonly since?: Date;
}

const PATIENCE_MS = 3_000;

type Looked = Pick<Deps, 'db' | 'queues' | 'storage' | 'limits'>;

/** Checks everything that Sluice needs, for at most a few seconds. Storage servers are listed only while they are down. */
export async function lookAtDependencies(deps: Looked): Promise<Finding[]> {
  const { mysql, redis, s3 } = await checkAll(deps);
  const [servers, workers] = await Promise.all([
    mysql.state === 'up' ? downServers(deps) : [],
    redis.state === 'up' ? workersState(deps) : ('unknown' as const),
  ]);
  return [
    { name: 'database', state: mysql.state },
    { name: 'queue', state: redis.state },
    { name: 'storage', state: s3.state },
    ...servers,
    { name: 'workers', state: workers },
  ];
}

/** Relies on the heartbeats that workers have recorded; a server that was not probed recently may well be up. */
async function downServers({ db, limits }: Looked): Promise<Finding[]> {
  const found = await inTime(unreachableServers(db, limits.storageStaleSeconds), PATIENCE_MS).catch(() => []);
  return found.map(({ name, lastHeartbeat }) => ({
    name: 'storage_server',
    server: name,
    state: 'down',
    ...(lastHeartbeat ? { since: lastHeartbeat } : {}),
  }));
}

async function workersState(deps: Pick<Deps, 'queues'>): Promise<DependencyState> {
  try {
    return (await isAnyWorkerConnected(deps)) ? 'up' : 'down';
  } catch {
    return 'unknown';
  }
}

/** A worker serves every queue; asking for each of them also finds one that is still connecting. */
async function isAnyWorkerConnected({ queues }: Pick<Deps, 'queues'>): Promise<boolean> {
  for (const name of queueNames) {
    if ((await inTime(queues.queue(name).getWorkersCount(), PATIENCE_MS)) > 0) return true;
  }
  return false;
}
