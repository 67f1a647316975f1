import { AbortMultipartUploadCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import type { Deps } from '../deps.ts';
import { statusOf } from '../errors.ts';

/** Identifies a multipart upload on the server. */
export interface UploadTarget {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** Time limit for cleanup after a failure; a worker has ten seconds to shut down. */
export const CLEANUP_MS = 5_000;
const ROUNDS = 3;

/**
 * Waits up to five seconds until the server has deleted the parts; `reason` is why the upload ends. Never rejects: an
 * upload that could not be aborted is logged and left to `abortStaleUploads`.
 */
export async function abortUpload({ clients, logger }: Deps, target: UploadTarget, reason: unknown): Promise<void> {
  const unreachable = reason instanceof AppError && reason.code === 'STORAGE_UNAVAILABLE';
  try {
    await abortWith(unreachable ? clients.once : clients.work, target);
  } catch (error) {
    logger.warn({ err: error, key: target.Key }, 'could not abort a multipart upload');
  }
}

/** A part in flight may survive the first abort (S3 API reference, AbortMultipartUpload): list and repeat. */
async function abortWith(client: S3Client, target: UploadTarget): Promise<void> {
  const abortSignal = AbortSignal.timeout(CLEANUP_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      await client.send(new AbortMultipartUploadCommand(target), { abortSignal });
      await client.send(new ListPartsCommand(target), { abortSignal });
    } catch (error) {
      if (statusOf(error) === 404) return;
      throw error;
    }
  }
}
