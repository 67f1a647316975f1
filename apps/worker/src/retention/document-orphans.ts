import { toAppError } from '@sluice/core';
import { recountSpace, type StorageServer } from '@sluice/db/storage-servers';
import type { JobContext } from '../job/context.ts';
import { documentAccounts, loseChunks, loseDocuments } from './lost-objects.ts';
import { reachableServers } from './reachable.ts';
import { deleteStrayChunks, deleteStrayDocuments } from './stray-objects.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

/** `strays`: deleted objects without a row; `lost`: documents and chunks without their object. */
export interface OrphanCounts {
  strays: number;
  lost: number;
}

/**
 * Reconciles objects and rows of documents on every reachable storage server; nothing on an unreachable one is assumed to be
 * lost. Then recomputes each server's used space.
 */
export async function reconcileDocuments(deps: RetentionDeps, context: Context): Promise<OrphanCounts> {
  const { logger, stopping: signal } = context;
  const counts: OrphanCounts = { strays: 0, lost: 0 };
  counts.strays += await deleteStrayDocuments(deps, context);
  for await (const accountId of documentAccounts(deps)) counts.lost += await loseDocuments(deps, context, accountId);
  const reachable = await reachableServers({ ...deps, logger, signal });
  for (const server of reachable) {
    await unlessAway(context, server, async () => {
      counts.strays += await deleteStrayChunks(deps, context, { server, reachable });
      for await (const accountId of documentAccounts(deps)) {
        counts.lost += await loseChunks(deps, context, { accountId, server });
      }
    });
    const drift = await recountSpace(deps.db, server.serverId);
    if (drift !== 0) logger.warn({ server: server.name, drift }, 'corrected the used space of a storage server');
  }
  return counts;
}

/** Skips a server that goes down in the middle; the next run starts over with it. */
async function unlessAway({ logger, stopping }: Context, { name }: StorageServer, work: () => Promise<void>) {
  try {
    await work();
  } catch (thrown) {
    stopping.throwIfAborted();
    const { code, message: reason } = toAppError(thrown);
    if (code !== 'STORAGE_UNAVAILABLE' && code !== 'STORAGE_REFUSED') throw thrown;
    logger.warn({ server: name, code, reason }, 'skipping a storage server');
  }
}
