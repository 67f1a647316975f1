import {
  type CORSRule,
  CreateBucketCommand,
  GetBucketCorsCommand,
  HeadBucketCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import type { Deps } from './deps.ts';
import { endpointOf, nameOf, statusOf, toStorageError } from './errors.ts';

const CHECK_MS = 2_000;
const STALE_UPLOAD_DAYS = 7;

/** See `Storage.check`. */
export async function checkBucket({ clients, config }: Deps, signal?: AbortSignal): Promise<void> {
  const timeout = AbortSignal.timeout(CHECK_MS);
  const abortSignal = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    await clients.once.send(new HeadBucketCommand({ Bucket: config.bucket }), { abortSignal });
  } catch (error) {
    if (timeout.aborted && !signal?.aborted) {
      const message = `The object storage (${endpointOf(config)}) did not answer within ${CHECK_MS} ms.`;
      throw new AppError('STORAGE_UNAVAILABLE', message, { retryable: true, cause: error });
    }
    throw statusOf(error) === 404
      ? missingBucket(config)
      : toStorageError(error, config, { operation: 'HeadBucket', signal });
  }
}

const missingBucket = (config: Deps['config']) =>
  new AppError('STORAGE_UNAVAILABLE', `Bucket ${config.bucket} does not exist at ${endpointOf(config)}.`, {
    retryable: true,
    context: { bucket: config.bucket, endpoint: endpointOf(config), name: 'NoSuchBucket' },
  });

/** See `Storage.ensureBucket`. */
export async function ensureBucket(deps: Deps): Promise<void> {
  const { clients, config } = deps;
  const Bucket = config.bucket;
  try {
    await clients.work.send(new HeadBucketCommand({ Bucket }));
    // A bucket from before these rules existed, or whose creator crashed in between.
    if (config.createBucket && (await isWithoutCors(deps))) await furnishBucket(deps);
    return;
  } catch (error) {
    if (statusOf(error) !== 404) throw toStorageError(error, config, { operation: 'HeadBucket' });
  }
  if (!config.createBucket) throw missingBucket(config);
  if (await createBucket(deps)) await furnishBucket(deps);
}

/** False when another process created it at the same time. */
async function createBucket({ clients, config, logger }: Deps): Promise<boolean> {
  const Bucket = config.bucket;
  try {
    await clients.work.send(new CreateBucketCommand({ Bucket }));
    logger.info({ bucket: Bucket }, 'bucket created');
    return true;
  } catch (error) {
    const lost = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists', 'OperationAborted'].includes(nameOf(error));
    if (!lost) throw toStorageError(error, config, { operation: 'CreateBucket' });
    // The name may belong to another owner; then we have no access.
    await clients.work.send(new HeadBucketCommand({ Bucket })).catch((cause: unknown) => {
      throw toStorageError(cause, config, { operation: 'HeadBucket' });
    });
    return false;
  }
}

async function isWithoutCors({ clients, config }: Deps): Promise<boolean> {
  try {
    await clients.work.send(new GetBucketCorsCommand({ Bucket: config.bucket }));
    return false;
  } catch (error) {
    return nameOf(error) === 'NoSuchCORSConfiguration';
  }
}

/**
 * Sets CORS and lifecycle rules. A server that supports neither is still usable: a sweep aborts open uploads, and not
 * all clients are browsers.
 */
async function furnishBucket({ clients, config, logger }: Deps): Promise<void> {
  const Bucket = config.bucket;
  const attempt = async (what: string, send: () => Promise<unknown>) => {
    try {
      await send();
    } catch (error) {
      const err = toStorageError(error, config, { operation: what });
      logger.warn({ err, bucket: Bucket }, `the object storage rejected the bucket's ${what}`);
    }
  };
  await attempt('CORS rules', () =>
    clients.work.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: corsRules(config) } })),
  );
  await attempt('lifecycle rules', () =>
    clients.work.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: LIFECYCLE } }),
    ),
  );
}

/** CORS for presigned URLs. The URL itself is the permission; the origins only exclude scripts of other sites. */
const corsRules = ({ corsOrigins }: Deps['config']): CORSRule[] => [
  {
    AllowedOrigins: [...corsOrigins],
    AllowedMethods: ['PUT', 'GET', 'HEAD'],
    AllowedHeaders: ['content-type', 'x-amz-*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 3_600,
  },
];

/** Aborts abandoned uploads even if no sweep runs. */
const LIFECYCLE: LifecycleRule[] = [
  {
    ID: 'abort-incomplete-uploads',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: STALE_UPLOAD_DAYS },
  },
];
