import {
  type _Object,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { AppError, formatCount } from '@sluice/core';
import type { Deps } from './deps.ts';
import { statusOf, toStorageError } from './errors.ts';
import { decodeMetadata } from './metadata.ts';
import type { CallOptions, ObjectInfo } from './storage.ts';

/** The most keys that one DeleteObjects takes. */
const DELETE_BATCH = 1_000;
const EPOCH = new Date(0);

/** Undefined when the object does not exist. */
export async function head(deps: Deps, key: string, { signal }: CallOptions = {}): Promise<ObjectInfo | undefined> {
  const { clients, config } = deps;
  try {
    const input = { Bucket: config.bucket, Key: key, ChecksumMode: 'ENABLED' } as const;
    const answer = await clients.work.send(new HeadObjectCommand(input), signal ? { abortSignal: signal } : {});
    const { ChecksumSHA256: sha256, ContentType: contentType } = answer;
    // `...-3` is the hash of three parts' hashes, not of the object.
    const whole = sha256 !== undefined && !sha256.includes('-');
    return {
      key,
      sizeBytes: answer.ContentLength ?? 0,
      etag: answer.ETag ?? '',
      lastModified: answer.LastModified ?? EPOCH,
      metadata: decodeMetadata(answer.Metadata),
      ...(contentType === undefined ? {} : { contentType }),
      ...(whole ? { sha256: Buffer.from(sha256, 'base64').toString('hex') } : {}),
    };
  } catch (error) {
    if (statusOf(error) === 404 && !signal?.aborted) return undefined;
    throw toStorageError(error, config, { operation: 'HeadObject', key, signal });
  }
}

export async function deleteObject(deps: Deps, key: string, { signal }: CallOptions = {}): Promise<void> {
  const { clients, config } = deps;
  try {
    const input = { Bucket: config.bucket, Key: key };
    await clients.work.send(new DeleteObjectCommand(input), signal ? { abortSignal: signal } : {});
  } catch (error) {
    const mapped = toStorageError(error, config, { operation: 'DeleteObject', key, signal });
    if (!(mapped instanceof AppError && mapped.code === 'STORAGE_NOT_FOUND')) throw mapped;
  }
}

const info = ({ Key = '', Size = 0, ETag = '', LastModified = EPOCH }: _Object): ObjectInfo => ({
  key: Key,
  sizeBytes: Size,
  etag: ETag,
  lastModified: LastModified,
});

/** One request per thousand objects, on demand. */
export async function* list(deps: Deps, prefix: string, { signal }: CallOptions = {}): AsyncGenerator<ObjectInfo> {
  const { clients, config } = deps;
  let next: string | undefined;
  do {
    const input = { Bucket: config.bucket, Prefix: prefix, ContinuationToken: next };
    const page = await clients.work
      .send(new ListObjectsV2Command(input), signal ? { abortSignal: signal } : {})
      .catch((error: unknown) => {
        throw toStorageError(error, config, { operation: 'ListObjectsV2', key: prefix, signal });
      });
    for (const object of page.Contents ?? []) yield info(object);
    next = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (next !== undefined);
}

/** @throws AppError INTERNAL for an empty prefix, which would delete everything */
export async function deletePrefix(deps: Deps, prefix: string, options: CallOptions = {}): Promise<number> {
  if (prefix === '') throw new AppError('INTERNAL', 'deletePrefix needs a prefix.');
  let count = 0;
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    await deleteBatch(deps, batch, options);
    count += batch.length;
    batch = [];
  };
  for await (const { key } of list(deps, prefix, options)) {
    batch.push(key);
    if (batch.length === DELETE_BATCH) await flush();
  }
  await flush();
  return count;
}

async function deleteBatch({ clients, config }: Deps, keys: string[], { signal }: CallOptions): Promise<void> {
  const operation = 'DeleteObjects';
  const input = { Bucket: config.bucket, Delete: { Quiet: true, Objects: keys.map((Key) => ({ Key })) } };
  const answer = await clients.work
    .send(new DeleteObjectsCommand(input), signal ? { abortSignal: signal } : {})
    .catch((error: unknown) => {
      throw toStorageError(error, config, { operation, signal });
    });
  const [failed] = answer.Errors ?? [];
  if (!failed) return;
  const context = { operation, key: failed.Key, name: failed.Code, failed: answer.Errors?.length };
  const refused = failed.Code === 'AccessDenied';
  const message = `The object storage did not delete ${formatCount(answer.Errors?.length ?? 0)} of ${formatCount(keys.length)} objects: ${failed.Code}.`;
  throw new AppError(refused ? 'STORAGE_REFUSED' : 'STORAGE_UNAVAILABLE', message, { retryable: !refused, context });
}
