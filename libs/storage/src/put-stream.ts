import { createHash } from 'node:crypto';
import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { unlessAborted } from '@sluice/core';
import type { Deps } from './deps.ts';
import { toStorageError } from './errors.ts';
import { encodeMetadata } from './metadata.ts';
import { MultipartUpload } from './parts/multipart.ts';
import { Part } from './parts/part.ts';
import { until } from './parts/until.ts';
import type { PutOptions, PutResult } from './storage.ts';

/** A body of at most one part is complete in memory, so its SHA-256 is sent and the server refuses other bytes. */
async function putWhole(deps: Deps, input: PutObjectCommandInput, sha256: Buffer, signal: AbortSignal) {
  const checksum = { ChecksumAlgorithm: 'SHA256', ChecksumSHA256: sha256.toString('base64') } as const;
  try {
    const { ETag = '' } = await deps.clients.work.send(new PutObjectCommand({ ...input, ...checksum }), {
      abortSignal: signal,
    });
    return ETag;
  } catch (error) {
    throw toStorageError(error, deps.config, { operation: 'PutObject', key: input.Key ?? '', signal });
  }
}

/** How long an aborted upload may clean up before its caller goes on without it. */
const LEAVE_MS = 500;

/** See `Storage.putStream`. Memory: `partConcurrency + 1` parts, less while the body is small. */
export function putStream(
  deps: Deps,
  key: string,
  body: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<PutResult> {
  const { signal } = options;
  const stored = storeStream(deps, key, body, options);
  return signal ? unlessAborted(stored, signal, { graceMs: LEAVE_MS }) : stored;
}

async function storeStream(
  deps: Deps,
  key: string,
  body: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<PutResult> {
  const { config, buffers } = deps;
  const put: PutObjectCommandInput = {
    Bucket: config.bucket,
    Key: key,
    ContentType: options.contentType,
    ContentDisposition: options.contentDisposition,
    Metadata: encodeMetadata(options.metadata),
  };
  const hash = createHash('sha256');
  const stop = new AbortController();
  const onAbort = () => stop.abort(options.signal?.reason);
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  let upload: MultipartUpload | undefined;
  let sizeBytes = 0;
  try {
    let part = new Part(buffers, true);
    for await (const chunk of until(body, stop.signal)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      for (let offset = 0; offset < chunk.length; ) {
        if (part.full) {
          upload ??= await MultipartUpload.begin(deps, put, stop);
          await upload.send(part);
          part = new Part(buffers, false);
        }
        offset += part.write(chunk, offset);
      }
    }
    const sha256 = hash.digest();
    let etag: string;
    if (upload) {
      await upload.send(part);
      etag = await upload.complete();
    } else {
      etag = await putWhole(deps, { ...put, Body: part.bytes }, sha256, stop.signal);
      part.release();
    }
    return { sizeBytes, sha256: sha256.toString('hex'), etag };
  } catch (error) {
    stop.abort(error);
    await upload?.abort();
    throw stop.signal.reason;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}
