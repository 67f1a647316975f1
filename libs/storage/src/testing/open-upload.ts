import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { createClients } from '../client.ts';
import type { StorageConfig } from '../env.ts';
import { testLogger } from './fixture.ts';

/** Starts a multipart upload and leaves it open, like a killed process. */
export async function leaveUploadOpen(config: StorageConfig, key: string): Promise<void> {
  const { work } = createClients(config, testLogger);
  try {
    await work.send(new CreateMultipartUploadCommand({ Bucket: config.bucket, Key: key }));
  } finally {
    work.destroy();
  }
}
