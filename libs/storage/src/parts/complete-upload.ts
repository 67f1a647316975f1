import { CompleteMultipartUploadCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import type { Deps } from '../deps.ts';
import { statusOf, toStorageError } from '../errors.ts';
import { OWN_UPLOAD } from '../metadata.ts';
import type { UploadTarget } from './abort-upload.ts';

/**
 * Completes the upload with these ETags and resolves to the ETag of the object. `mark` identifies the object in its
 * metadata, so that a lost or empty response can be recognized as success.
 */
export async function completeUpload(
  deps: Deps,
  target: UploadTarget,
  etags: readonly string[],
  mark: string,
  abortSignal: AbortSignal,
): Promise<string> {
  const { clients, config } = deps;
  const Parts = etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
  try {
    const command = new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } });
    const { ETag } = await clients.work.send(command, { abortSignal });
    // A 200 may contain an error that the SDK misses, so the response needs an ETag.
    const etag = ETag || (await completedEtag(deps, target, mark, abortSignal));
    if (etag) return etag;
    throw new AppError('STORAGE_UNAVAILABLE', 'The object storage did not complete the multipart upload.', {
      retryable: true,
    });
  } catch (error) {
    const etag = abortSignal.aborted
      ? undefined
      : await completedEtag(deps, target, mark, abortSignal).catch(() => undefined);
    if (etag) return etag;
    const attempted = { operation: 'CompleteMultipartUpload', key: target.Key, signal: abortSignal };
    throw toStorageError(error, config, attempted);
  }
}

async function completedEtag({ clients }: Deps, { Bucket, Key }: UploadTarget, mark: string, abortSignal: AbortSignal) {
  try {
    const head = await clients.work.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal });
    return head.Metadata?.[OWN_UPLOAD] === mark ? head.ETag : undefined;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
