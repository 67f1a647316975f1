import type { Logger } from '@sluice/core';
import type { Clients } from './client.ts';
import type { StorageConfig } from './env.ts';
import type { BufferPool } from './parts/buffer-pool.ts';
import type { Slots } from './parts/slots.ts';

/** What every verb of the storage works with. */
export interface Deps {
  readonly clients: Clients;
  readonly config: StorageConfig;
  readonly logger: Logger;
  /** Part buffers that went out and can be filled again. */
  readonly buffers: BufferPool;
  /** Bounds the parts on their way over all uploads, so that they never wait for a socket. */
  readonly partSlots: Slots;
}
