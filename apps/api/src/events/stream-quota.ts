import { AppError, formatCount, inTime, newId } from '@sluice/core';
import type { Redis } from 'ioredis';

/** A stream whose process has not renewed it for this long is no longer counted. */
const LEASE_MS = 45_000;
const RENEW_MS = 15_000;

/** KEYS: the streams of the account. ARGV: id, limit, lease in ms. Returns -1 if admitted, otherwise how many are open. */
const OPEN = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  local open = redis.call('ZCARD', KEYS[1])
  if open >= tonumber(ARGV[2]) and not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return open end
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return -1`;

interface Script {
  sluiceOpenStream(key: string, id: string, limit: number, leaseMs: number): Promise<number>;
}

export interface StreamQuotaOptions {
  /** A connection whose commands fail fast when Redis is down; the caller closes it. */
  readonly connection: Redis;
  readonly prefix: string;
  /** Streams per account; 0: any number. */
  readonly limit: number;
  /** How long a new stream waits for Redis. */
  readonly waitMs: number;
}

/**
 * Counts the open event streams of each account in all API processes. The counts are leases in Redis, so streams of a killed
 * process are forgotten; while Redis does not answer, each process counts its own.
 */
export class StreamQuota {
  readonly #options: StreamQuotaOptions;
  readonly #own = new Map<string, Set<string>>();
  readonly #renewal: NodeJS.Timeout;

  constructor(options: StreamQuotaOptions) {
    this.#options = options;
    options.connection.defineCommand('sluiceOpenStream', { numberOfKeys: 1, lua: OPEN });
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS).unref();
  }

  /** Counts a new stream until the returned function is called. @throws AppError TOO_MANY_STREAMS */
  async open(accountId: string): Promise<() => void> {
    const { limit } = this.#options;
    if (limit === 0) return () => {};
    const id = newId();
    const used = await this.#count(accountId, id).catch(() => this.#own.get(accountId)?.size ?? 0);
    if (used >= limit) throw refusal(used, limit);
    // Only now: another stream of the account may have opened in the meantime.
    const own = this.#own.get(accountId) ?? new Set();
    this.#own.set(accountId, own.add(id));
    return () => {
      if (!own.delete(id)) return;
      if (own.size === 0 && this.#own.get(accountId) === own) this.#own.delete(accountId);
      this.#options.connection.zrem(this.#keyOf(accountId), id).catch(() => {});
    };
  }

  get limit(): number {
    return this.#options.limit;
  }

  /** The account's open streams in all processes; those of this process while Redis does not answer. */
  async used(accountId: string): Promise<number> {
    const { connection, waitMs } = this.#options;
    const counting = connection.zcount(this.#keyOf(accountId), Date.now(), '+inf');
    return inTime(counting, waitMs).catch(() => this.#own.get(accountId)?.size ?? 0);
  }

  close(): void {
    clearInterval(this.#renewal);
  }

  #keyOf(accountId: string): string {
    return `${this.#options.prefix}:streams:${accountId}`;
  }

  #count(accountId: string, id: string, limit = this.#options.limit): Promise<number> {
    const { connection, waitMs } = this.#options;
    const script = connection as unknown as Script;
    return inTime(script.sluiceOpenStream(this.#keyOf(accountId), id, limit, LEASE_MS), waitMs);
  }

  /** Open streams stay open and are counted again, even if Redis had forgotten them. */
  async #renew(): Promise<void> {
    const leases = [...this.#own].flatMap(([account, ids]) =>
      [...ids].map((id) => this.#count(account, id, Number.MAX_SAFE_INTEGER)),
    );
    await Promise.allSettled(leases);
  }
}

const refusal = (used: number, limit: number): AppError =>
  new AppError(
    'TOO_MANY_STREAMS',
    `This account already has the maximum number of event streams open (${formatCount(limit)}). Close some, or poll the status instead.`,
    { retryable: true, quota: { name: 'event_streams', limit, used } },
  );
