import type { Logger } from '@sluice/core';
import { checkBucket, ensureBucket } from './bucket.ts';
import { createClients } from './client.ts';
import type { Deps } from './deps.ts';
import type { StorageConfig } from './env.ts';
import { getStream } from './get-stream.ts';
import { deleteObject, deletePrefix, head, list } from './objects.ts';
import { BufferPool } from './parts/buffer-pool.ts';
import { Slots } from './parts/slots.ts';
import { presignGet, presignPut } from './presign.ts';
import { putStream } from './put-stream.ts';
import { abortStaleUploads } from './stale-uploads.ts';
import type { Storage } from './storage.ts';

/** More parts in parallel gain nothing, and the other sockets stay free for other requests. */
const PARTS_AT_ONCE = 32;

/** A Storage on one S3 bucket. Connects on first use. */
export function createStorage(config: StorageConfig, logger: Logger): Storage {
  const clients = createClients(config, logger);
  const deps: Deps = {
    clients,
    config,
    logger,
    buffers: new BufferPool(config.partBytes, config.partConcurrency + 1),
    partSlots: new Slots(Math.min(PARTS_AT_ONCE, config.maxSockets)),
  };
  return {
    bucket: config.bucket,
    env: config.env,
    putStream: (key, body, options) => putStream(deps, key, body, options),
    getStream: (key, options) => getStream(deps, key, options),
    head: (key, options) => head(deps, key, options),
    delete: (key, options) => deleteObject(deps, key, options),
    deletePrefix: (prefix, options) => deletePrefix(deps, prefix, options),
    list: (prefix, options) => list(deps, prefix, options),
    abortStaleUploads: (prefix, olderThan, options) => abortStaleUploads(deps, prefix, olderThan, options),
    presignGet: (key, options) => presignGet(deps, key, options),
    presignPut: (key, options) => presignPut(deps, key, options),
    check: (signal) => checkBucket(deps, signal),
    ensureBucket: () => ensureBucket(deps),
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
