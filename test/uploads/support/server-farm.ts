import { type StorageFixture, storageFixture } from '@sluice/storage/testing';
import type { Client, Stack } from '../../harness/index.ts';
import { FaultProxy, HttpError, required } from '../../harness/index.ts';

export interface FarmServer {
  readonly name: string;
  readonly serverId: string;
  readonly bucket: string;
  /** What stands between everybody and this server. */
  readonly proxy: FaultProxy;
  /** The bucket itself, past the proxy. */
  readonly storage: StorageFixture['storage'];
}

/** Storage servers of a suite: buckets of their own on the real S3 server, each behind a proxy that can go wrong. */
export class ServerFarm {
  readonly servers: FarmServer[] = [];
  readonly #operator: Client;
  readonly #fixtures: StorageFixture[] = [];

  constructor(operator: Client) {
    this.#operator = operator;
  }

  /** Registers `count` servers, and takes the installation's own out of the ring. */
  static async start(stack: Stack, operator: Client, count: number): Promise<ServerFarm> {
    const farm = new ServerFarm(operator);
    for (let n = 0; n < count; n++) await farm.add(`${stack.redisPrefix.slice(-8)}-${n}`);
    const { items } = await operatorCall<{ items: { server_id: string; name: string }[] }>(
      operator,
      'GET',
      '/storage-servers',
    );
    const own = items.find(({ name }) => name === 'default');
    if (own) await operatorCall(operator, 'POST', `/storage-servers/${own.server_id}/deactivate`);
    return farm;
  }

  async add(name: string): Promise<FarmServer> {
    const proxy = await FaultProxy.start(required('S3_ENDPOINT'));
    const fixture = storageFixture();
    await fixture.storage.ensureBucket();
    this.#fixtures.push(fixture);
    const { bucket } = fixture.config;
    const { server_id: serverId } = await operatorCall<{ server_id: string }>(
      this.#operator,
      'POST',
      '/storage-servers',
      {
        name,
        endpoint: proxy.endpoint,
        bucket,
      },
    );
    const server = { name, serverId, bucket, proxy, storage: fixture.storage };
    this.servers.push(server);
    return server;
  }

  async close(): Promise<void> {
    await Promise.all(this.#fixtures.map((fixture) => fixture.remove()));
    await Promise.all(this.servers.map(({ proxy }) => proxy.down()));
  }
}

/** A call of an operator that must succeed. */
export async function operatorCall<T = unknown>(
  operator: Client,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await operator.send(method, `/api/v1${path}`, body === undefined ? {} : { body });
  const text = await response.text();
  if (!response.ok) throw new HttpError(`${method} ${path}`, response.status, text);
  return (text ? JSON.parse(text) : undefined) as T;
}
