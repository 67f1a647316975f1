import { type AppError, toAppError } from '@sluice/core';
import type { StorageServers } from './servers.ts';
import type { ServerPlace } from './types.ts';

/** The result of probing a storage server; without an error it is reachable. */
export interface ServerCheck<T extends ServerPlace> {
  readonly server: T;
  readonly error?: AppError;
}

/** Probes all of them in parallel, each for at most two seconds. Rejects only when `signal` aborts. */
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
