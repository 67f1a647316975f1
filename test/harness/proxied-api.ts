import { FaultProxy } from '@sluice/storage/testing';
import { type Api, startApi } from './api.ts';
import { createStack, type Stack } from './stack.ts';
import { waitFor } from './wait-for.ts';

/** `url`, through the proxy. */
export function through(url: string, proxy: FaultProxy): string {
  const changed = new URL(url);
  changed.port = new URL(proxy.endpoint).port;
  return changed.href.replace(/\/$/, '');
}

export type Proxies = Readonly<Record<'mysql' | 'redis' | 's3', FaultProxy>>;

/** Proxies in front of the servers of a stack. */
export const openProxies = async ({ databaseUrl, redisUrl, storageEnv }: Stack): Promise<Proxies> => ({
  mysql: await FaultProxy.start(databaseUrl),
  redis: await FaultProxy.start(redisUrl),
  s3: await FaultProxy.start(storageEnv.S3_ENDPOINT ?? ''),
});

/** The servers of a stack, reached through the proxies. */
export function proxied({ databaseUrl, redisUrl, redisPrefix, storageEnv }: Stack, proxies: Proxies) {
  return {
    databaseUrl: through(databaseUrl, proxies.mysql),
    redisUrl: through(redisUrl, proxies.redis),
    redisPrefix,
    storageEnv: { ...storageEnv, S3_ENDPOINT: proxies.s3.endpoint },
  };
}

interface ProxiedApiOptions {
  /** Whether presigned URLs bypass the proxy. */
  readonly directUrls?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** An API that reaches MySQL, Redis and S3 through proxies, so that a test can take down each of them. */
export class ProxiedApi {
  readonly stack: Stack;
  readonly proxies: Proxies;
  readonly #options: ProxiedApiOptions;
  #api: Api | undefined;

  private constructor(stack: Stack, proxies: Proxies, options: ProxiedApiOptions) {
    this.stack = stack;
    this.proxies = proxies;
    this.#options = options;
  }

  static async start(options: ProxiedApiOptions = {}): Promise<ProxiedApi> {
    const stack = await createStack();
    const started = new ProxiedApi(stack, await openProxies(stack), options);
    await started.restart();
    return started;
  }

  get api(): Api {
    if (!this.#api) throw new Error('the API has not started');
    return this.#api;
  }

  /** Starts the API, again after a test has killed it. */
  async restart(): Promise<void> {
    const { stack, proxies } = this;
    const { S3_ENDPOINT = '' } = stack.storageEnv;
    const { directUrls = false, env } = this.#options;
    const servers = proxied(stack, proxies);
    this.#api = await startApi({
      ...servers,
      storageEnv: { ...servers.storageEnv, ...(directUrls ? { S3_PUBLIC_ENDPOINT: S3_ENDPOINT } : {}) },
      env: { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', ...env },
    });
  }

  /** Runs `work` while one server is down, and waits until the API is ready again. */
  async without<T>(name: keyof Proxies, work: () => Promise<T>): Promise<T> {
    await this.proxies[name].down();
    try {
      return await work();
    } finally {
      await this.proxies[name].up();
      await waitFor(`${name} is back`, async () =>
        (await fetch(`${this.api.url}/health/ready`)).status === 200 ? true : undefined,
      );
    }
  }

  async close(): Promise<void> {
    await this.#api?.stop();
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.close()));
    await this.stack.close();
  }
}
