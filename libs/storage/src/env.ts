import { AppError, envFlag, envInt } from '@sluice/core';
import { z } from 'zod';

const MIB = 1024 * 1024;

/** `{"name": {"access_key_id": "...", "secret_access_key": "..."}}` */
const serverCredentials = z
  .string()
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string().regex(/^[a-z0-9_-]{1,64}$/, 'expected names of lower case letters, digits, _ and -'),
      z
        .object({ access_key_id: z.string().min(1), secret_access_key: z.string().min(1) })
        .transform((keys) => ({ accessKeyId: keys.access_key_id, secretAccessKey: keys.secret_access_key })),
    ),
  );

/** An origin as browsers send it: scheme, host and port, nothing after; a `*` may stand for one part of the host. */
const ORIGIN = /^(\*|https?:\/\/[^\s/,?#@]+)$/;

const corsOrigins = z.string().transform((text, ctx) => {
  const origins = text.split(',').map((origin) => origin.trim());
  const wrong = origins.find((origin) => !ORIGIN.test(origin));
  if (wrong === undefined) return origins;
  ctx.addIssue({ code: 'custom', message: `expected * or origins such as https://app.example.com, not "${wrong}"` });
  return z.NEVER;
});

/** The environment variables of the object storage. Spread its `shape` into an app's own schema. */
export const storageEnvSchema = z.object({
  /** URL of an S3-compatible server. Absent: AWS, by region. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The endpoint as browsers and clients see it, for presigned URLs. Default: S3_ENDPOINT. */
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(3).max(63).default('sluice'),
  /** Absent: the SDK's default chain (environment, profile, container or instance role). */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: envFlag.default(true),
  /** Create the bucket at start-up when it is missing. */
  S3_CREATE_BUCKET: envFlag.default(false),
  /** Origins of browsers that may use presigned URLs, set on buckets that we create: `*`, or a list with commas. */
  S3_CORS_ORIGINS: corsOrigins.default(['*']),
  /** The first try included. */
  S3_MAX_ATTEMPTS: envInt(1, 100).default(8),
  /** The n-th retry waits a random time up to min(cap, base x 2^n). */
  S3_RETRY_BASE_MS: envInt(1, 60_000).default(250),
  S3_RETRY_CAP_MS: envInt(1, 600_000).default(20_000),
  S3_CONNECT_TIMEOUT_MS: envInt(1, 600_000).default(5_000),
  /** How long a connection may be silent before the try counts as lost. */
  S3_REQUEST_TIMEOUT_MS: envInt(1, 3_600_000).default(30_000),
  /** S3 allows 10,000 parts of at least 5 MiB. */
  S3_PART_BYTES: envInt(5 * MIB, 512 * MIB).default(8 * MIB),
  /** Parts of one upload that are on their way at the same time. */
  S3_PART_CONCURRENCY: envInt(1, 64).default(2),
  S3_MAX_SOCKETS: envInt(1, 10_000).default(256),
  /** Keys of further storage servers, by the name that they are registered under, as JSON. */
  STORAGE_CREDENTIALS: serverCredentials.default({}),
  /** First component of every key: deployments can share a bucket. */
  STORAGE_ENV: z.string().default('dev'),
});

export type StorageEnv = z.output<typeof storageEnvSchema>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface StorageConfig {
  readonly endpoint?: string;
  readonly publicEndpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Absent: the SDK's default chain. */
  readonly credentials?: Credentials;
  /** Of further storage servers, by name. */
  readonly serverCredentials: Readonly<Record<string, Credentials>>;
  readonly forcePathStyle: boolean;
  readonly createBucket: boolean;
  readonly corsOrigins: readonly string[];
  readonly maxAttempts: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly partBytes: number;
  readonly partConcurrency: number;
  readonly maxSockets: number;
  readonly env: string;
}

/** @throws AppError CONFIG_INVALID when only one half of the credentials is there. */
export function storageConfigFromEnv(env: StorageEnv): StorageConfig {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    const field = accessKeyId === undefined ? 'S3_ACCESS_KEY_ID' : 'S3_SECRET_ACCESS_KEY';
    const message = 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both or neither.';
    throw new AppError('CONFIG_INVALID', message, { fields: [{ field, code: 'missing', message }] });
  }
  return {
    ...(env.S3_ENDPOINT === undefined ? {} : { endpoint: env.S3_ENDPOINT }),
    ...(env.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: env.S3_PUBLIC_ENDPOINT }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
    serverCredentials: env.STORAGE_CREDENTIALS,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
    createBucket: env.S3_CREATE_BUCKET,
    corsOrigins: env.S3_CORS_ORIGINS,
    maxAttempts: env.S3_MAX_ATTEMPTS,
    retryBaseMs: env.S3_RETRY_BASE_MS,
    retryCapMs: env.S3_RETRY_CAP_MS,
    connectTimeoutMs: env.S3_CONNECT_TIMEOUT_MS,
    requestTimeoutMs: env.S3_REQUEST_TIMEOUT_MS,
    partBytes: env.S3_PART_BYTES,
    partConcurrency: env.S3_PART_CONCURRENCY,
    maxSockets: env.S3_MAX_SOCKETS,
    env: env.STORAGE_ENV,
  };
}
