import { once } from 'node:events';
import { inTime, type Logger } from '@sluice/core';
import type { countingConnection } from '@sluice/jobs';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { type LimitName, limitNames, type Quotas, WINDOW_SECONDS } from './limits.ts';

/** How often Redis is probed while it is down. */
const PROBE_MS = 500;
const READY_MS = 2_000;

type Connection = ReturnType<typeof countingConnection>;

export interface RateLimiterOptions {
  readonly connection: Connection;
  /** Prefix of the keys in Redis, which all processes of an installation share. */
  readonly prefix: string;
  readonly quotas: Quotas;
  /** Longest time a request waits to be counted in Redis. */
  readonly waitMs: number;
  readonly logger: Logger;
}

/** The state of one limit after the current request was counted. */
export interface LimitState {
  readonly name: LimitName;
  readonly quota: number;
  readonly remaining: number;
  /** Seconds until the window ends and the full quota is available again. */
  readonly resetSeconds: number;
  /** Whether this request exceeded the limit. */
  readonly exceeded: boolean;
}

interface Counters {
  readonly quota: number;
  readonly shared: RateLimiterRedis;
  readonly own: RateLimiterMemory;
}

/**
 * Counts requests in Redis, shared by all processes. While Redis is unreachable, each process counts on its own: no
 * request waits for Redis, and a caller may use the quota once per process.
 */
export class RateLimiter {
  readonly #connection: Connection;
  readonly #logger: Logger;
  readonly #waitMs: number;
  readonly #counters = new Map<LimitName, Counters>();
  #probe: NodeJS.Timeout | undefined;
  #fallbacks = 0;
  #closed = false;

  constructor({ connection, prefix, quotas, waitMs, logger }: RateLimiterOptions) {
    this.#connection = connection;
    this.#logger = logger;
    this.#waitMs = waitMs;
    for (const name of limitNames) {
      const quota = quotas[name];
      if (quota === 0) continue;
      const options = { points: quota, duration: WINDOW_SECONDS, keyPrefix: `${prefix}:limits:${name}` };
      const shared = new RateLimiterRedis({ ...options, storeClient: connection });
      this.#counters.set(name, { quota, shared, own: new RateLimiterMemory(options) });
    }
  }

  /** Whether this process counts on its own because Redis is unreachable. */
  get isAlone(): boolean {
    return this.#probe !== undefined;
  }

  /** How often Redis was lost. */
  get fallbacks(): number {
    return this.#fallbacks;
  }

  /** Resolves when connected or after a timeout; used at start, so that the first request finds the connection. */
  async ready(): Promise<void> {
    if (this.#connection.status === 'ready') return;
    await once(this.#connection, 'ready', { signal: AbortSignal.timeout(READY_MS) }).catch(() => {});
  }

  /** Counts one request for `key`. Undefined when the limit is off. Never rejects because of Redis. */
  async count(name: LimitName, key: string): Promise<LimitState | undefined> {
    const counters = this.#counters.get(name);
    if (!counters) return undefined;
    const { quota, shared, own } = counters;
    const result = (await this.#together(shared, key)) ?? (await consume(own, key));
    return {
      name,
      quota,
      remaining: Math.max(0, quota - result.consumedPoints),
      resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
      exceeded: result.consumedPoints > quota,
    };
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#probe);
    this.#connection.disconnect();
  }

  /** The state from Redis; undefined when it does not answer. */
  async #together(shared: RateLimiterRedis, key: string): Promise<RateLimiterRes | undefined> {
    if (this.isAlone) return undefined;
    try {
      return await inTime(consume(shared, key), this.#waitMs);
    } catch (err) {
      this.#goAlone(err);
      return undefined;
    }
  }

  #goAlone(err: unknown): void {
    if (this.isAlone || this.#closed) return;
    this.#fallbacks++;
    this.#logger.warn({ err }, 'rate limits: Redis is unreachable; counting per process');
    this.#probe = setInterval(() => void this.#lookForRedis(), PROBE_MS).unref();
  }

  async #lookForRedis(): Promise<void> {
    try {
      await inTime(this.#connection.ping(), this.#waitMs);
    } catch {
      // A half-open connection would otherwise be kept until TCP times out.
      if (this.#connection.status === 'ready' && !this.#closed) this.#connection.disconnect(true);
      return;
    }
    if (!this.isAlone || this.#closed) return;
    clearInterval(this.#probe);
    this.#probe = undefined;
    this.#logger.info('rate limits: Redis is back; counting across processes again');
  }
}

/** The library rejects with the result when the limit is exceeded. */
async function consume(limiter: RateLimiterRedis | RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (result) {
    if (result instanceof RateLimiterRes) return result;
    throw result;
  }
}
