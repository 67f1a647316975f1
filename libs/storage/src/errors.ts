import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError, isAppError } from '@sluice/core';
import type { StorageConfig } from './env.ts';

/** The operation, for the message and the log. */
export interface Attempted {
  readonly operation: string;
  readonly key?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Node's `ERR_` codes are caller mistakes, except these, which also come from the network. */
const OWN_MISTAKE = /^ERR_(?!STREAM_PREMATURE_CLOSE|SOCKET_|SSL_|TLS_)/;

/** S3 errors with a 4xx status that a retry can fix. */
const HEALING_NAMES = new Set([
  'BadDigest',
  'IncompleteBody',
  'NoSuchBucket',
  'NoSuchUpload',
  'OperationAborted',
  'RequestTimeout',
  'SlowDown',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
]);

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;

/** The HTTP status that an error of the SDK carries. */
export function statusOf(error: unknown): number | undefined {
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

export const nameOf = (error: unknown): string => String(field(error, 'name') ?? 'Error');

/** Host and port of the endpoint, without credentials or path. */
export function endpointOf(config: StorageConfig): string {
  return config.endpoint === undefined ? `AWS S3 in ${config.region}` : new URL(config.endpoint).origin;
}

/** Why there was no response: a code of Node's sockets, DNS, TLS or HTTP parser, or a timeout of the SDK. */
function networkReason(error: unknown): string | undefined {
  if (error instanceof S3ServiceException) return undefined;
  const code = field(error, 'code');
  if (typeof code === 'string' && !OWN_MISTAKE.test(code)) return code;
  return nameOf(error) === 'TimeoutError' ? 'timed out' : undefined;
}

/** The only place that converts SDK errors to AppErrors: by class, status, name and code, never by text. */
export function toStorageError(error: unknown, config: StorageConfig, attempted: Attempted): unknown {
  if (isAppError(error)) return error;
  if (attempted.signal?.aborted) return attempted.signal.reason;
  const { operation, key } = attempted;
  const status = statusOf(error);
  const name = nameOf(error);
  const where = `${endpointOf(config)}, bucket ${config.bucket}`;
  const attempts = field(field(error, '$metadata'), 'attempts');
  const tries = typeof attempts === 'number' && attempts > 1 ? ` after ${attempts} attempts` : '';
  const context = { operation, key, bucket: config.bucket, endpoint: endpointOf(config), status, name, attempts };
  const other = { context, cause: error };
  const unavailable = (reason: string) =>
    new AppError('STORAGE_UNAVAILABLE', `The object storage is not available (${where}): ${reason}${tries}.`, {
      ...other,
      retryable: true,
    });
  const refused = (reason: string) =>
    new AppError('STORAGE_REFUSED', `The object storage refused ${operation} (${where}): ${reason}.`, other);

  const network = networkReason(error);
  if (network !== undefined) return unavailable(network);
  if (name === 'CredentialsProviderError') return refused('no credentials were found');
  if (status === undefined) {
    if (error instanceof S3ServiceException) return unavailable(name);
    const retryable = field(error, 'code') === undefined;
    return new AppError('INTERNAL', `${operation} failed: ${name}`, { retryable, context, cause: error });
  }
  if (status < 300) return unavailable(`an unreadable response (${status})`);
  if (HEALING_NAMES.has(name) || status >= 500 || status === 429 || status === 408 || status === 409) {
    return unavailable(`${name} (${status})`);
  }
  if (status === 404) return new AppError('STORAGE_NOT_FOUND', `Object ${key ?? ''} does not exist.`, other);
  if (status === 416) return new AppError('VALIDATION_FAILED', 'The range starts past the end of the object.', other);
  if (status === 412) return unavailable('the object changed in the meantime (412)');
  return refused(`${name} (${status})`);
}
