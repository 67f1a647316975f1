import { AppError } from '@sluice/core';
import type { EndpointRule, StorageSettings } from '@sluice/core/settings';

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
  /** What further storage servers may be; empty: anything but link-local addresses. */
  readonly endpointRules: readonly EndpointRule[];
  /** Of a further storage server, whose name must not resolve to a link-local address. */
  readonly isGuarded?: boolean;
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

/** @throws AppError CONFIG_INVALID when only one of the two keys is set. */
export function storageConfigFromEnv(env: StorageSettings): StorageConfig {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    const field = accessKeyId === undefined ? 'S3_ACCESS_KEY_ID' : 'S3_SECRET_ACCESS_KEY';
    const message = 'Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither.';
    throw new AppError('CONFIG_INVALID', message, { fields: [{ field, code: 'missing', message }] });
  }
  return {
    ...(env.S3_ENDPOINT === undefined ? {} : { endpoint: env.S3_ENDPOINT }),
    ...(env.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: env.S3_PUBLIC_ENDPOINT }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
    serverCredentials: env.STORAGE_CREDENTIALS,
    endpointRules: env.STORAGE_ENDPOINT_ALLOW ?? [],
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
