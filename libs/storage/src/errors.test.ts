import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import { storageSettings } from '@sluice/core/settings';
import { describe, expect, it } from 'vitest';
import { storageConfigFromEnv } from './env.ts';
import { toStorageError } from './errors.ts';

const endpoint = 'http://user:password@s3.example.test:8333/path?token=x';
const config = storageConfigFromEnv(storageSettings.parse({ S3_ENDPOINT: endpoint }));
const map = (error: unknown) => toStorageError(error, config, { operation: 'GetObject', key: 'k' });

const answered = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });
const failed = (code: string, extra = {}) => Object.assign(new Error('ignored text'), { code, ...extra });

describe('an error of the SDK', () => {
  it.each<[string, unknown, string, boolean]>([
    ['a missing key', new NoSuchKey({ message: '', $metadata: { httpStatusCode: 404 } }), 'STORAGE_NOT_FOUND', false],
    ['a missing bucket', answered('NoSuchBucket', 404), 'STORAGE_UNAVAILABLE', true],
    ['a denial', answered('AccessDenied', 403), 'STORAGE_REFUSED', false],
    ['a wrong signature', answered('SignatureDoesNotMatch', 403), 'STORAGE_REFUSED', false],
    ['a wrong region', answered('PermanentRedirect', 301), 'STORAGE_REFUSED', false],
    ['a throttle', answered('TooManyRequests', 429), 'STORAGE_UNAVAILABLE', true],
    ['a full disk', answered('InsufficientCapacity', 507), 'STORAGE_UNAVAILABLE', true],
    ['bytes damaged in transit', answered('XAmzContentSHA256Mismatch', 400), 'STORAGE_UNAVAILABLE', true],
    ['a changed object', answered('PreconditionFailed', 412), 'STORAGE_UNAVAILABLE', true],
    ['a range beyond the end', answered('InvalidRange', 416), 'VALIDATION_FAILED', false],
    ['a refused connection', failed('ECONNREFUSED'), 'STORAGE_UNAVAILABLE', true],
    ['an unknown host', failed('ENOTFOUND'), 'STORAGE_UNAVAILABLE', true],
    ['a bad certificate', failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'STORAGE_UNAVAILABLE', true],
    ['a response that is not HTTP', failed('HPE_INVALID_CONSTANT'), 'STORAGE_UNAVAILABLE', true],
    ['an interrupted body', failed('ECONNRESET', { $metadata: { httpStatusCode: 200 } }), 'STORAGE_UNAVAILABLE', true],
    ['a time-out', Object.assign(new Error(), { name: 'TimeoutError' }), 'STORAGE_UNAVAILABLE', true],
    ['no credentials', Object.assign(new Error(), { name: 'CredentialsProviderError' }), 'STORAGE_REFUSED', false],
    ['a header that cannot be sent', failed('ERR_INVALID_CHAR'), 'INTERNAL', false],
    ['anything else', new Error('?'), 'INTERNAL', true],
    ['a thrown string', 'text', 'INTERNAL', true],
  ])('for %s maps to the right code', (_name, error, code, retryable) => {
    expect(map(error)).toMatchObject({ code, retryable, cause: error });
  });

  it('names host and port of the endpoint, but neither credentials nor path', () => {
    const { message, context } = map(failed('ECONNREFUSED')) as AppError;
    expect(message).toContain('http://s3.example.test:8333');
    expect(JSON.stringify([message, context])).not.toMatch(/password|token/);
  });

  it('stays as it is if it is an AppError, and is replaced by the reason of an aborted signal', () => {
    const own = new AppError('FILE_TOO_LARGE', 'x');
    expect(map(own)).toBe(own);
    const reason = new Error('stop');
    const signal = AbortSignal.abort(reason);
    expect(toStorageError(failed('ECONNRESET'), config, { operation: 'GetObject', signal })).toBe(reason);
  });
});
