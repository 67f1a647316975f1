import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { Deps } from './deps.ts';
import { statusOf, toStorageError } from './errors.ts';
import type { CallOptions } from './storage.ts';

/**
 * See `Storage.abortStaleUploads`. An upload that ends in the meantime is not counted; one that cannot be aborted does not
 * keep the others, and its error is thrown at the end.
 */
export async function abortStaleUploads(
  { clients, config }: Deps,
  prefix: string,
  olderThan: Date,
  { signal }: CallOptions = {},
): Promise<number> {
  const call = signal ? { abortSignal: signal } : {};
  let count = 0;
  let failure: unknown;
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  try {
    while (marker) {
      const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
        Bucket: config.bucket,
        Prefix: prefix,
        ...marker,
      });
      const page = await clients.work.send(command, call);
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        if (!Initiated || Initiated >= olderThan) continue;
        try {
          await clients.work.send(new AbortMultipartUploadCommand({ Bucket: config.bucket, Key, UploadId }), call);
          count += 1;
        } catch (error) {
          if (signal?.aborted) throw error;
          if (statusOf(error) !== 404) failure ??= error;
        }
      }
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
      marker =
        page.IsTruncated && KeyMarker !== undefined
          ? { KeyMarker, ...(UploadIdMarker === undefined ? {} : { UploadIdMarker }) }
          : undefined;
    }
    if (failure !== undefined) throw failure;
    return count;
  } catch (error) {
    throw toStorageError(error, config, { operation: 'ListMultipartUploads', key: prefix, signal });
  }
}
