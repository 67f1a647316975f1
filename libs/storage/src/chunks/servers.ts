import { AppError, type Logger } from '@sluice/core';
import { createStorage } from '../create-storage.ts';
import { checkEndpoints, isOwnEndpoint } from '../endpoints.ts';
import type { Credentials, StorageConfig } from '../env.ts';
import type { Storage } from '../storage.ts';
import type { ServerPlace } from './types.ts';

/** The storage of every storage server, opened on first use. */
export interface StorageServers {
  /** @throws AppError STORAGE_REFUSED when its credentials are not configured here, or its endpoint is not allowed */
  storageOf(server: ServerPlace): Storage;
  /** Closes all connections except those of the installation's own storage. */
  close(): void;
}

export interface StorageServersOptions {
  readonly config: StorageConfig;
  /** The installation's own storage, used by servers without an endpoint. */
  readonly main: Storage;
  readonly logger: Logger;
}

export function createStorageServers({ config, main, logger }: StorageServersOptions): StorageServers {
  const open = new Map<string, Storage>();
  return {
    storageOf(server) {
      if (server.endpoint === null && server.bucket === main.bucket) return main;
      const { endpoint, publicEndpoint, region, bucket, credentialsRef } = server;
      const key = JSON.stringify([endpoint, publicEndpoint, region, bucket, credentialsRef]);
      let storage = open.get(key);
      if (!storage) {
        storage = createStorage(serverConfig(config, server), logger);
        open.set(key, storage);
      }
      return storage;
    },
    close() {
      for (const storage of open.values()) storage.close();
      open.clear();
    },
  };
}

/** The installation's own configuration, pointed at the server. */
function serverConfig(config: StorageConfig, server: ServerPlace): StorageConfig {
  checkEndpoints(config, server);
  const { endpoint: ownEndpoint, publicEndpoint: ownPublicEndpoint, credentials: own, ...rest } = config;
  const endpoint = server.endpoint ?? ownEndpoint;
  const publicEndpoint = server.endpoint === null ? ownPublicEndpoint : (server.publicEndpoint ?? undefined);
  const credentials = server.credentialsRef === 'default' ? own : credentialsOf(config, server);
  return {
    ...rest,
    isGuarded: server.endpoint !== null && !isOwnEndpoint(config, server.endpoint),
    region: server.region,
    bucket: server.bucket,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(publicEndpoint === undefined ? {} : { publicEndpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function credentialsOf(
  { serverCredentials }: StorageConfig,
  { serverId, name, credentialsRef }: ServerPlace,
): Credentials {
  const credentials = Object.hasOwn(serverCredentials, credentialsRef) ? serverCredentials[credentialsRef] : undefined;
  if (credentials) return credentials;
  const message = `STORAGE_CREDENTIALS has no entry ${credentialsRef}, which storage server ${name} needs.`;
  throw new AppError('STORAGE_REFUSED', message, { context: { serverId, server: name } });
}
