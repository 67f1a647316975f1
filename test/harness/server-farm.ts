import { FaultProxy, type StorageFixture, storageFixture } from '@sluice/storage/testing';
import type { Client } from './client.ts';
import { required, type Stack } from './stack.ts';

export interface FarmServer {
  readonly name: string;
  readonly serverId: string;
  readonly bucket: string;
  /** Every connection to this server goes through it. */
  readonly proxy: FaultProxy;
  /** The bucket without the proxy. */
  readonly storage: StorageFixture['storage'];
}

/** Removes a bucket with its objects; ignores one that does not exist. */
export async function removeBucket(bucket: string): Promise<void> {
  await storageFixture({ bucket })
    .remove()
    .catch(() => {});
}

/** Whether the key is that of a bucket's marker. */
export const isMarker = (key: string): boolean => key.endsWith('/installation.json');

/** The storage servers of a suite: separate buckets on the real S3 server, each behind a fault proxy. */
export class ServerFarm {
  readonly servers: FarmServer[] = [];
  readonly #operator: Client;
  readonly #fixtures: StorageFixture[] = [];

  constructor(operator: Client) {
    this.#operator = operator;
  }

  /** Registers `count` servers and deactivates the default one. */
  static async start(stack: Stack, operator: Client, count: number): Promise<ServerFarm> {
    const farm = new ServerFarm(operator);
    for (let n = 0; n < count; n++) await farm.add(`${stack.redisPrefix.slice(-8)}-${n}`);
    const { items } = (await operator.GET('/api/v1/storage-servers')).data;
    const own = items.find(({ name }) => name === 'default');
    if (own) {
      const params = { path: { serverId: own.server_id } };
      await operator.POST('/api/v1/storage-servers/{serverId}/deactivate', { params });
    }
    return farm;
  }

  async add(name: string): Promise<FarmServer> {
    const proxy = await FaultProxy.start(required('S3_ENDPOINT'));
    const fixture = storageFixture();
    await fixture.storage.ensureBucket();
    this.#fixtures.push(fixture);
    const { bucket } = fixture.config;
    const body = { name, endpoint: proxy.endpoint, bucket };
    const { server_id: serverId } = (await this.#operator.POST('/api/v1/storage-servers', { body })).data;
    const server = { name, serverId, bucket, proxy, storage: fixture.storage };
    this.servers.push(server);
    return server;
  }

  async close(): Promise<void> {
    await Promise.all(this.#fixtures.map((fixture) => fixture.remove()));
    await Promise.all(this.servers.map(({ proxy }) => proxy.down()));
  }
}
