import { listDrainingServers, noteDrainError, resumeDrain } from '@sluice/db/storage-servers';
import { drainServer, isWorthNoting } from '../documents/drain.ts';
import type { Processor } from './types.ts';

/** Drains a storage server. Failures are recorded on its row, and the sweep resumes the drain. */
export const drainServerProcessor: Processor<'drain-server'> = {
  async run({ db, storage, servers, env }, { payload, logger: root, stopping: signal }) {
    const { server_id: serverId } = payload;
    const server = await resumeDrain(db, serverId);
    if (!server) return root.info({ server_id: serverId }, 'this storage server is not being drained');
    const logger = root.child({ server: server.name, server_id: serverId });
    logger.info({ total: server.drainTotal, moved: server.drainMoved }, 'draining');
    try {
      const staleSeconds = env.STORAGE_STALE_SECONDS;
      const counts = await drainServer({ db, storage, servers, staleSeconds }, server, { logger, signal });
      if (counts) logger.info(counts, 'the storage server is drained');
      else logger.info('the drain was stopped');
    } catch (error) {
      if (isWorthNoting(error)) {
        await noteDrainError(db, serverId, error.message).catch((err) =>
          logger.warn({ err }, 'could not record a drain error on the row'),
        );
      }
      throw error;
    }
  },

  sweep: {
    list: async ({ db }, query) => (await listDrainingServers(db, query)).map((row) => ({ ...row, accountId: null })),
  },
};
