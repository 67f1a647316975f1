import type { Logger } from '@sluice/core';
import { recordHeartbeat, type StorageServer, storageServerRows } from '@sluice/db/storage-servers';
import { checkServers, type ServerCheck } from '@sluice/storage';
import type { Processor } from './types.ts';

/** Probes every storage server, including inactive ones, and records the heartbeats. */
export const probeStorageProcessor: Processor<'probe-storage'> = {
  async run({ db, servers }, { logger, stopping }) {
    const checks = await checkServers(servers, await storageServerRows(db), stopping);
    for (const check of checks) {
      if (await recordHeartbeat(db, check.server.serverId, check.error?.message)) tellChange(check, logger);
    }
    const down = checks.filter(({ error }) => error).length;
    return { up: checks.length - down, down };
  },
};

/** Logs one line when a server goes down and one when it is back. */
function tellChange({ server, error }: ServerCheck<StorageServer>, logger: Logger): void {
  const about = { server: server.name, server_id: server.serverId };
  if (error) logger.warn({ ...about, err: error }, 'a storage server is unreachable');
  else logger.info(about, 'a storage server is reachable again');
}
