import { databaseError } from '@sluice/db';
import { recountSpace, type StorageServer } from '@sluice/db/storage-servers';
import { loseChunks, loseDocuments } from './lost-objects.ts';
import { reachableServers } from './reachable.ts';
import type { RetentionRun } from './run.ts';
import { deleteStrayChunks, deleteStrayDocuments } from './stray-objects.ts';

/** `strays`: deleted objects without a row; `lost`: documents and chunks without their object. */
export interface OrphanCounts {
  strays: number;
  lost: number;
}

/** Reconciles objects and rows of single-object documents. */
export async function reconcileDocuments(run: RetentionRun): Promise<OrphanCounts> {
  const strays = await run.step('stray_documents', async (counter) => {
    counter.count = await deleteStrayDocuments(run);
  });
  const lost = await run.step('lost_documents', async (counter) => {
    counter.count = await loseDocuments(run);
  });
  return { strays, lost };
}

/**
 * Reconciles chunks on every reachable storage server; nothing on an unreachable one is assumed to be lost. Then recomputes
 * each server's used space.
 */
export async function reconcileChunks(run: RetentionRun): Promise<OrphanCounts> {
  const { deps, signal, context } = run;
  const { logger } = context;
  const counts: OrphanCounts = { strays: 0, lost: 0 };
  await run.step('storage_servers', async () => {
    const reachable = await reachableServers({ ...deps, logger, signal });
    for (const server of reachable) {
      counts.strays += await run.step('stray_chunks', (counter) =>
        unlessAway(run, server, async () => {
          counter.count = await deleteStrayChunks(run, { server, reachable });
        }),
      );
      counts.lost += await run.step('lost_chunks', (counter) =>
        unlessAway(run, server, async () => {
          counter.count = await loseChunks(run, server);
        }),
      );
      await run.step('used_space', async () => {
        const drift = await recountSpace(deps.db, server.serverId);
        if (drift !== 0) logger.warn({ server: server.name, drift }, 'corrected the used space of a storage server');
      });
    }
  });
  return counts;
}

/** Skips a server that goes down in the middle; the next run starts over with it. */
async function unlessAway({ context, signal }: RetentionRun, { name }: StorageServer, work: () => Promise<void>) {
  try {
    await work();
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message: reason } = databaseError(thrown);
    if (code !== 'STORAGE_UNAVAILABLE' && code !== 'STORAGE_REFUSED') throw thrown;
    context.logger.warn({ server: name, code, reason }, 'skipping a storage server');
  }
}
