import type { Logger } from '@sluice/core';
import type { Clients } from './client.ts';
import type { StorageConfig } from './env.ts';
import type { BufferPool } from './parts/buffer-pool.ts';
import type { Slots } from './parts/slots.ts';

/** Dependencies of every storage operation. */
export interface Deps {
  readonly clients: Clients;
  readonly config: StorageConfig;
  readonly logger: Logger;
  /** Reusable part buffers. */
  readonly buffers: BufferPool;
  /** Limits parts in flight across all uploads, so that they never wait for a socket. */
  readonly partSlots: Slots;
}
