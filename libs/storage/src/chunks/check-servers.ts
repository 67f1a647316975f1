import { type AppError, toAppError } from '@sluice/core';
import type { StorageServers } from './servers.ts';
import type { ServerPlace } from './types.ts';

/** How a storage server has answered; no error: it is there. */
export interface ServerCheck<T extends ServerPlace> {
  readonly server: T;
  readonly error?: AppError;
}

/** Asks all of them at once whether they are there, each for two seconds at most. Rejects only when `signal` aborts. */
export const checkServers = <T extends ServerPlace>(
  servers: StorageServers,
  places: readonly T[],
  signal?: AbortSignal,
): Promise<ServerCheck<T>[]> =>
  Promise.all(
    places.map(async (server) => {
      try {
        await servers.storageOf(server).check(signal);
        return { server };
      } catch (error) {
        signal?.throwIfAborted();
        return { server, error: toAppError(error) };
      }
    }),
  );
