import { AppError } from '@sluice/core';
import { Redis, type RedisOptions } from 'ioredis';

/** Delay before reconnecting to Redis: from 100 ms (`times` starts at 1) up to 2 s. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 2_000);

/**
 * How long Redis may be silent while a command waits before the connection is opened again. Without it a failover with open
 * sockets, or a network that drops packets, is never noticed: a timeout of a command leaves the connection as it is.
 */
const SILENCE_MS = 5_000;
/** Longer than the 10 s for which BullMQ's commands wait for a job or an event. */
const BLOCKING_SILENCE_MS = 15_000;

const connect = (url: string, options: Omit<RedisOptions, 'replyMapping'>): Redis => {
  const redis = new Redis(url, { retryStrategy, keepAlive: 10_000, socketTimeout: SILENCE_MS, ...options });
  // Every failed attempt emits `error`. Commands report it to their callers; this only prevents an unhandled event.
  redis.on('error', () => {});
  return redis;
};

/** For the API: commands fail within seconds while Redis is down, so that callers get an error. */
export const producerConnection = (url: string): Redis =>
  connect(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true, connectTimeout: 2_000, commandTimeout: 5_000 });

/** For counting requests: a command that cannot be sent at once fails, and no command is retried. */
export const countingConnection = (url: string): Redis =>
  connect(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
  });

/** For BullMQ workers: commands wait until Redis is back. */
export const workerConnection = (url: string): Redis =>
  connect(url, { maxRetriesPerRequest: null, socketTimeout: BLOCKING_SILENCE_MS });

/** A separate connection for reading events. Its commands block for seconds, so they have no timeout. */
export function listeningConnection(connection: Redis): Redis {
  const redis = connection.duplicate({ maxRetriesPerRequest: null, socketTimeout: BLOCKING_SILENCE_MS });
  delete redis.options.commandTimeout;
  redis.on('error', () => {});
  return redis;
}

export const unavailable = (cause: unknown): AppError =>
  new AppError('QUEUE_UNAVAILABLE', 'The job queue (Redis) is unreachable. Try again in a moment.', {
    retryable: true,
    cause,
  });

/** Rejects with QUEUE_UNAVAILABLE if Redis does not give this answer. */
export const reaching = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => Promise.reject(unavailable(error)));
