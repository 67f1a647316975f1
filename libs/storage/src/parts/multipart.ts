import { CreateMultipartUploadCommand, type PutObjectCommandInput, UploadPartCommand } from '@aws-sdk/client-s3';
import { AppError, newId } from '@sluice/core';
import type { Deps } from '../deps.ts';
import { toStorageError } from '../errors.ts';
import { OWN_UPLOAD } from '../metadata.ts';
import { abortUpload, CLEANUP_MS, type UploadTarget } from './abort-upload.ts';
import { after } from './after.ts';
import { completeUpload } from './complete-upload.ts';
import type { Part } from './part.ts';

/** The most parts that S3 allows. */
const MAX_PARTS = 10_000;

/** One multipart upload: `send` its parts in order, then `complete` or `abort`. */
export class MultipartUpload {
  readonly #deps: Deps;
  readonly #target: UploadTarget;
  readonly #mark: string;
  readonly #stop: AbortController;
  readonly #running = new Set<Promise<void>>();
  readonly #etags: string[] = [];
  #sent = 0;

  private constructor(deps: Deps, target: UploadTarget, mark: string, stop: AbortController) {
    this.#deps = deps;
    this.#target = target;
    this.#mark = mark;
    this.#stop = stop;
  }

  /** May outlive the signal by CLEANUP_MS: without its ID the new upload could not be aborted. */
  static async begin(deps: Deps, put: PutObjectCommandInput, stop: AbortController): Promise<MultipartUpload> {
    const { Bucket = '', Key = '' } = put;
    const mark = newId();
    const command = new CreateMultipartUploadCommand({ ...put, Metadata: { ...put.Metadata, [OWN_UPLOAD]: mark } });
    const patience = after(stop.signal, CLEANUP_MS);
    try {
      const { UploadId } = await deps.clients.work.send(command, { abortSignal: patience.signal });
      if (!UploadId)
        throw new AppError('STORAGE_REFUSED', 'The object storage started a multipart upload without an ID.');
      return new MultipartUpload(deps, { Bucket, Key, UploadId }, mark, stop);
    } catch (error) {
      const attempted = { operation: 'CreateMultipartUpload', key: Key, signal: stop.signal };
      throw toStorageError(error, deps.config, attempted);
    } finally {
      patience.clear();
    }
  }

  /** Resolves when the part is in flight and the next may be filled. The upload now owns the part. */
  async send(part: Part): Promise<void> {
    const { config, partSlots } = this.#deps;
    while (this.#running.size >= config.partConcurrency) await Promise.race(this.#running);
    await partSlots.take();
    const number = this.#sent + 1;
    if (this.#stop.signal.aborted || number > MAX_PARTS) {
      partSlots.give();
      this.#stop.signal.throwIfAborted();
      throw new AppError('FILE_TOO_LARGE', `The body needs more than ${MAX_PARTS} parts. Raise S3_PART_BYTES.`);
    }
    this.#sent = number;
    const running = this.#upload(part, number).finally(() => {
      partSlots.give();
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  /** Never rejects: a failure stops the whole upload through its controller. */
  async #upload(part: Part, number: number): Promise<void> {
    const { clients, config } = this.#deps;
    const { signal } = this.#stop;
    try {
      const command = new UploadPartCommand({ ...this.#target, PartNumber: number, Body: part.bytes });
      const { ETag } = await clients.work.send(command, { abortSignal: signal });
      if (!ETag) throw new AppError('STORAGE_REFUSED', `The object storage accepted part ${number} without an ETag.`);
      this.#etags[number - 1] = ETag;
      part.release();
    } catch (error) {
      this.#stop.abort(toStorageError(error, config, { operation: 'UploadPart', key: this.#target.Key, signal }));
    }
  }

  /** Resolves to the object's ETag. May outlive the signal by CLEANUP_MS, so that a stored object counts as stored. */
  async complete(): Promise<string> {
    await Promise.all(this.#running);
    this.#stop.signal.throwIfAborted();
    const patience = after(this.#stop.signal, CLEANUP_MS);
    try {
      return await completeUpload(this.#deps, this.#target, this.#etags, this.#mark, patience.signal);
    } finally {
      patience.clear();
    }
  }

  /** Resolves when nothing of the upload is left, or the server is unreachable. */
  async abort(): Promise<void> {
    await Promise.all(this.#running);
    await abortUpload(this.#deps, this.#target, this.#stop.signal.reason);
  }
}
