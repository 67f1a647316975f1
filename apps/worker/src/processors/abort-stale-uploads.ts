import { databaseError } from '@sluice/db';
import { environmentPrefix, type Storage } from '@sluice/storage';
import { claimStorages } from '../retention/claims.ts';
import { reachableServers } from '../retention/reachable.ts';
import type { Processor } from './types.ts';

/** No upload takes this long. */
const STALE_MS = 24 * 3_600_000;

/** Aborts multipart uploads whose process has died; their parts use space but are not listed as objects. */
export const abortStaleUploadsProcessor: Processor<'abort-stale-uploads'> = {
  async run(deps, { logger, stopping: signal }) {
    const { db, storage } = deps;
    const olderThan = new Date(Date.now() - STALE_MS);
    const { own, servers } = await claimStorages(deps, { logger, signal });
    const others = await reachableServers({ db, servers, logger, signal });
    const storages = new Set<Storage>(others.map((server) => servers.storageOf(server)));
    if (own) storages.add(storage);
    let aborted = 0;
    for (const each of storages) {
      try {
        aborted += await each.abortStaleUploads(environmentPrefix(storage.env), olderThan, { signal });
      } catch (error) {
        signal.throwIfAborted();
        const { code, message: reason } = databaseError(error);
        logger.warn({ bucket: each.bucket, code, reason }, 'could not abort all abandoned multipart uploads yet');
      }
    }
    if (aborted > 0) logger.info({ aborted }, 'aborted abandoned multipart uploads');
    return { aborted };
  },
};
