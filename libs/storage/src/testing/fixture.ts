import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { AppError, createLogger, newId } from '@sluice/core';
import { parseEnv, storageSettings } from '@sluice/core/settings';
import { createClients } from '../client.ts';
import { createStorage } from '../create-storage.ts';
import { type StorageConfig, storageConfigFromEnv } from '../env.ts';
import type { Storage } from '../storage.ts';

export const testLogger = createLogger({ service: 'storage-test', level: 'silent' });

/**
 * The storage that the environment names, with short retries and a new bucket name; the bucket does not exist yet.
 * @throws AppError CONFIG_INVALID without S3_ENDPOINT: these tests need a real server.
 */
export function testConfig(changes: Partial<StorageConfig> = {}): StorageConfig & { readonly endpoint: string } {
  const config = storageConfigFromEnv(parseEnv(storageSettings, process.env));
  const { endpoint } = config;
  if (!endpoint) throw new AppError('CONFIG_INVALID', 'Set S3_ENDPOINT (and its keys) to a real S3 server.');
  return {
    ...config,
    bucket: `sluice-test-${newId()}`,
    createBucket: true,
    retryBaseMs: 20,
    retryCapMs: 200,
    partBytes: 5 * 1024 * 1024,
    env: 'test',
    ...changes,
    endpoint: changes.endpoint ?? endpoint,
  };
}

/** A storage for tests; `remove` closes it and deletes its bucket with all objects. */
export interface StorageFixture {
  readonly storage: Storage;
  readonly config: StorageConfig;
  remove(): Promise<void>;
}

export function storageFixture(changes: Partial<StorageConfig> = {}): StorageFixture {
  const config = testConfig(changes);
  const storage = createStorage(config, testLogger);
  const remove = async () => {
    storage.close();
    await removeBucket(config);
  };
  return { storage, config, remove };
}

async function removeBucket(config: StorageConfig): Promise<void> {
  const { work } = createClients(config, testLogger);
  const Bucket = config.bucket;
  try {
    const { Uploads = [] } = await work.send(new ListMultipartUploadsCommand({ Bucket }));
    for (const { Key, UploadId } of Uploads)
      await work.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    for (;;) {
      const { Contents = [] } = await work.send(new ListObjectsV2Command({ Bucket }));
      if (Contents.length === 0) break;
      await Promise.all(Contents.map(({ Key }) => work.send(new DeleteObjectCommand({ Bucket, Key }))));
    }
    await work.send(new DeleteBucketCommand({ Bucket }));
  } finally {
    work.destroy();
  }
}
