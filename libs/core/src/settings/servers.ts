import { z } from 'zod';
import { anyText, oneOf, setting, text, wholeNumber } from './setting.ts';

const both = ['api', 'worker'] as const;

const databaseUrl = text(z.string().regex(/^(mysql|mariadb):\/\//), '`mysql://user:password@host:port/database`');

/** MySQL and Redis. */
export const serverSettings = z.object({
  DATABASE_URL: setting(databaseUrl, {
    text: 'MySQL 8.4 or newer, or MariaDB 10.11. The user needs all privileges on this database, or those of `deploy/mysql-grants.sql`. `?ssl-mode=VERIFY_IDENTITY` encrypts. `npm start` and docker compose provide one.',
    readBy: [...both, 'scripts', 'compose'],
    required: true,
    secret: true,
    example: 'mysql://user:password@localhost:3306/sluice',
  }),
  MIGRATION_DATABASE_URL: setting(databaseUrl, {
    text: 'The same database with the user that migrates it at startup, where that of `DATABASE_URL` may not create or alter tables.',
    readBy: both,
    unset: 'the value of `DATABASE_URL`',
    secret: true,
  }),
  DATABASE_POOL_SIZE: setting(wholeNumber(1, 500), {
    text: 'The most connections to MySQL that each process keeps open.',
    readBy: both,
    default: '10',
  }),
  DATABASE_SILENCE_SECONDS: setting(wholeNumber(1, 3_600), {
    text: 'How long MySQL may be silent before Sluice asks on another connection whether it still executes the statement. If not, the connection is given up.',
    readBy: both,
    unit: 'seconds',
    default: '15',
  }),
  REDIS_URL: setting(text(z.string().regex(/^rediss?:\/\//), '`redis://:password@host:port/0`'), {
    text: 'Redis 7 or newer, or Valkey, with `maxmemory-policy noeviction`; `rediss://` encrypts. `npm start` and docker compose provide one.',
    readBy: [...both, 'scripts', 'compose'],
    required: true,
    secret: true,
    example: 'redis://:password@localhost:6379/0',
  }),
  REDIS_PREFIX: setting(anyText, {
    text: 'Prefix of all keys in Redis. API and workers must use the same one.',
    readBy: both,
    default: 'sluice',
  }),
});

/** Mode and logs. */
export const runtimeSettings = z.object({
  NODE_ENV: setting(oneOf(['development', 'test', 'production']), {
    text: '`DEV_SIGN_IN` is refused in production. `npm start` and `npm run demo` set development.',
    readBy: [...both, 'scripts'],
    default: 'production',
  }),
  LOG_LEVEL: setting(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    text: 'The least severe messages that are logged. Logs are JSON lines on standard output.',
    readBy: both,
    default: 'info',
  }),
});

/** `GET /metrics` of both processes: who may read it. */
export const metricsSettings = z.object({
  METRICS_TOKEN: setting(text(z.string().min(16), 'at least 16 characters'), {
    text: 'Token that a scraper sends as `Authorization: Bearer`.',
    readBy: [...both, 'compose'],
    secret: true,
    unset:
      'only loopback and private addresses may read metrics, and only without a proxy in between; docker compose requires it',
  }),
});

/** Where a worker serves `GET /metrics`; the API serves it on its own port. */
export const workerMetricsSettings = z.object({
  METRICS_PORT: setting(wholeNumber(0, 65_535), {
    text: 'Port of `GET /metrics` and of the health checks on a worker, usually 9464; 0 takes any free port. The API serves metrics on `API_PORT`.',
    readBy: ['worker'],
    unset: 'the worker serves neither',
    example: '9464',
  }),
  METRICS_HOST: setting(anyText, {
    text: 'Address that a worker listens on for metrics and health checks.',
    readBy: ['worker'],
    default: '127.0.0.1',
  }),
});
