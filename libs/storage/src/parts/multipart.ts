import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError, newId } from '@sluice/core';
import type { Deps } from '../deps.ts';
import { nameOf, statusOf, toStorageError } from '../errors.ts';
import { OWN_UPLOAD } from '../metadata.ts';
import { after } from './after.ts';
import type { Part } from './part.ts';

const MAX_PARTS = 10_000;
const ABORT_ROUNDS = 3;
/** What cleaning up after a failure may take; a worker has ten seconds to leave. */
const CLEANUP_MS = 5_000;

/** One multipart upload: `send` its parts in order, then `complete`, or else `abort`. */
export class MultipartUpload {
  readonly #deps: Deps;
  readonly #target: { readonly Bucket: string; readonly Key: string; readonly UploadId: string };
  readonly #mark: string;
  readonly #stop: AbortController;
  readonly #running = new Set<Promise<void>>();
  readonly #etags: string[] = [];
  #sent = 0;

  private constructor(
    deps: Deps,
    target: { Bucket: string; Key: string; UploadId: string },
    mark: string,
    stop: AbortController,
  ) {
    this.#deps = deps;
    this.#target = target;
    this.#mark = mark;
    this.#stop = stop;
  }

  /** Given time beyond the signal: an upload that the server began and whose id we do not know cannot be aborted. */
  static async begin(deps: Deps, put: PutObjectCommandInput, stop: AbortController): Promise<MultipartUpload> {
    const { Bucket = '', Key = '' } = put;
    const mark = newId();
    const Metadata = { ...put.Metadata, [OWN_UPLOAD]: mark };
    const patience = after(stop.signal, CLEANUP_MS);
    try {
      const { UploadId } = await deps.clients.work.send(new CreateMultipartUploadCommand({ ...put, Metadata }), {
        abortSignal: patience.signal,
      });
      if (!UploadId) throw new AppError('STORAGE_REFUSED', 'The object storage began an upload without an id.');
      return new MultipartUpload(deps, { Bucket, Key, UploadId }, mark, stop);
    } catch (error) {
      const { signal } = stop;
      throw toStorageError(error, deps.config, { operation: 'CreateMultipartUpload', key: Key, signal });
    } finally {
      patience.clear();
    }
  }

  /** Resolves when the part is on its way and another may be filled. The part belongs to the upload from here on. */
  async send(part: Part): Promise<void> {
    while (this.#running.size >= this.#deps.config.partConcurrency) await Promise.race(this.#running);
    await this.#deps.partSlots.take();
    const number = this.#sent + 1;
    if (this.#stop.signal.aborted || number > MAX_PARTS) {
      this.#deps.partSlots.give();
      this.#stop.signal.throwIfAborted();
      throw new AppError('FILE_TOO_LARGE', `The body needs more than ${MAX_PARTS} parts; raise S3_PART_BYTES.`);
    }
    this.#sent = number;
    const running = this.#upload(part, number).finally(() => {
      this.#deps.partSlots.give();
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  /** Never rejects: a failure stops the whole upload through its controller. */
  async #upload(part: Part, number: number): Promise<void> {
    const { clients, config } = this.#deps;
    const { signal } = this.#stop;
    try {
      const input = { ...this.#target, PartNumber: number, Body: part.bytes };
      const { ETag } = await clients.work.send(new UploadPartCommand(input), { abortSignal: signal });
      if (!ETag) throw new AppError('STORAGE_REFUSED', `The object storage took part ${number} without an ETag.`);
      this.#etags[number - 1] = ETag;
      part.release();
    } catch (error) {
      this.#stop.abort(toStorageError(error, config, { operation: 'UploadPart', key: this.#target.Key, signal }));
    }
  }

  /** Resolves to the ETag of the whole. */
  async complete(): Promise<string> {
    await Promise.all(this.#running);
    const { signal } = this.#stop;
    signal.throwIfAborted();
    const Parts = this.#etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    try {
      const input = { ...this.#target, MultipartUpload: { Parts } };
      const { ETag } = await this.#deps.clients.work.send(new CompleteMultipartUploadCommand(input), {
        abortSignal: signal,
      });
      // A 200 may carry an error, or nothing: without an ETag the object itself must say that it is there.
      const etag = ETag || (await this.#completedBefore());
      if (etag) return etag;
      throw new AppError('STORAGE_UNAVAILABLE', 'The object storage did not join the parts.', { retryable: true });
    } catch (error) {
      const etag = signal.aborted ? undefined : await this.#completedBefore().catch(() => undefined);
      if (etag) return etag;
      throw toStorageError(error, this.#deps.config, {
        operation: 'CompleteMultipartUpload',
        key: this.#target.Key,
        signal,
      });
    }
  }

  /** The ETag of the object when it is the one of this upload: an answer that was lost did its work. */
  async #completedBefore(): Promise<string | undefined> {
    const { Bucket, Key } = this.#target;
    try {
      const head = await this.#deps.clients.work.send(new HeadObjectCommand({ Bucket, Key }));
      return head.Metadata?.[OWN_UPLOAD] === this.#mark ? head.ETag : undefined;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Waits until the server has dropped the parts. A failure is only logged: `abortStaleUploads` is the second net. */
  async abort(): Promise<void> {
    await Promise.all(this.#running);
    const reason = this.#stop.signal.reason;
    const down = reason instanceof AppError && reason.code === 'STORAGE_UNAVAILABLE';
    try {
      await this.#abortWith(down ? this.#deps.clients.once : this.#deps.clients.work);
    } catch (error) {
      this.#deps.logger.warn({ err: error, key: this.#target.Key }, 'multipart upload could not be aborted');
    }
  }

  /** A part that was on its way may outlive the first abort (S3 API reference, AbortMultipartUpload): list, repeat. */
  async #abortWith(client: S3Client): Promise<void> {
    const abortSignal = AbortSignal.timeout(CLEANUP_MS);
    for (let round = 0; round < ABORT_ROUNDS; round += 1) {
      try {
        await client.send(new AbortMultipartUploadCommand(this.#target), { abortSignal });
        await client.send(new ListPartsCommand(this.#target), { abortSignal });
      } catch (error) {
        if (statusOf(error) === 404 || nameOf(error) === 'NoSuchUpload') return;
        throw error;
      }
    }
  }
}
