import type { Logger } from '@sluice/core';
import { recordHeartbeat, type StorageServer, storageServerRows } from '@sluice/db';
import { checkServers, type ServerCheck } from '@sluice/storage';
import type { Processor } from './types.ts';

/** Asks every storage server whether it is there, also those that are only read, and records what it says. */
export const probeStorageProcessor: Processor<'probe-storage'> = {
  async run({ db, servers }, { logger, stopping }) {
    const checks = await checkServers(servers, await storageServerRows(db), stopping);
    for (const { server, error } of checks) {
      await recordHeartbeat(db, server.serverId, error?.message);
    }
    for (const check of checks) tellChange(check, logger);
    const down = checks.filter(({ error }) => error).length;
    return { up: checks.length - down, down };
  },
};

/** One line when a server goes, one when it is back. */
function tellChange({ server, error }: ServerCheck<StorageServer>, logger: Logger): void {
  const about = { server: server.name, server_id: server.serverId };
  const wasDown = server.lastError !== null;
  if (error && !wasDown) logger.warn({ ...about, err: error }, 'a storage server does not answer');
  if (!error && wasDown) logger.info(about, 'a storage server is back');
}
