import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import type { Deps } from './deps.ts';
import { endpointOf, nameOf, statusOf, toStorageError } from './errors.ts';

const CHECK_MS = 2_000;

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
  new AppError('STORAGE_UNAVAILABLE', `There is no bucket ${config.bucket} at ${endpointOf(config)}.`, {
    retryable: true,
    context: { bucket: config.bucket, endpoint: endpointOf(config), name: 'NoSuchBucket' },
  });

/** See `Storage.ensureBucket`. Another process that creates it at the same moment has done our work. */
export async function ensureBucket({ clients, config, logger }: Deps): Promise<void> {
  const Bucket = config.bucket;
  try {
    await clients.work.send(new HeadBucketCommand({ Bucket }));
    return;
  } catch (error) {
    if (statusOf(error) !== 404) throw toStorageError(error, config, { operation: 'HeadBucket' });
  }
  if (!config.createBucket) throw missingBucket(config);
  try {
    await clients.work.send(new CreateBucketCommand({ Bucket }));
    logger.info({ bucket: Bucket }, 'bucket created');
  } catch (error) {
    const lost = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists', 'OperationAborted'].includes(nameOf(error));
    if (!lost) throw toStorageError(error, config, { operation: 'CreateBucket' });
    // The name may be taken by somebody else: then we may not look into it.
    await clients.work.send(new HeadBucketCommand({ Bucket })).catch((cause: unknown) => {
      throw toStorageError(cause, config, { operation: 'HeadBucket' });
    });
  }
}
