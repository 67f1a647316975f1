import { Redis, type RedisOptions } from 'ioredis';

/** Waits between attempts to reach Redis again: from 50 ms up to 2 s. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 2_000);

const connect = (url: string, options: Omit<RedisOptions, 'replyMapping'>): Redis => {
  const redis = new Redis(url, { retryStrategy, ...options });
  // Every failed attempt emits `error`; commands report it to their callers, so here it must only not be unhandled.
  redis.on('error', () => {});
  return redis;
};

/** For the API: a command fails within seconds when Redis is gone, so that the caller gets an error. */
export const producerConnection = (url: string): Redis =>
  connect(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true, connectTimeout: 2_000, commandTimeout: 5_000 });

/** For counting requests: a command that cannot be sent at once fails at once, and none is sent a second time. */
export const countingConnection = (url: string): Redis =>
  connect(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
  });

/** For BullMQ workers: commands wait until Redis is back, however long that takes. */
export const workerConnection = (url: string): Redis => connect(url, { maxRetriesPerRequest: null });

/** For listening to events beside `connection`: its one command blocks for seconds, so none may time out. */
export function listeningConnection(connection: Redis): Redis {
  const redis = connection.duplicate({ maxRetriesPerRequest: null });
  delete redis.options.commandTimeout;
  redis.on('error', () => {});
  return redis;
}
