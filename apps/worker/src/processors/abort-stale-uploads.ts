import type { Storage } from '@sluice/storage';
import { reachableServers } from '../retention/reachable.ts';
import type { Processor } from './types.ts';

/** No upload takes this long. */
const STALE_MS = 24 * 3_600_000;

/** Aborts multipart uploads whose process has died; their parts use space but are not listed as objects. */
export const abortStaleUploadsProcessor: Processor<'abort-stale-uploads'> = {
  async run({ db, storage, servers }, { logger, stopping: signal }) {
    const olderThan = new Date(Date.now() - STALE_MS);
    const others = await reachableServers({ db, servers, logger, signal });
    const storages = new Set<Storage>([storage, ...others.map((server) => servers.storageOf(server))]);
    let aborted = 0;
    for (const each of storages) aborted += await each.abortStaleUploads(`${storage.env}/`, olderThan, { signal });
    if (aborted > 0) logger.info({ aborted }, 'aborted abandoned multipart uploads');
    return { aborted };
  },
};
