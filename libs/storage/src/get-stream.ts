import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AppError } from '@sluice/core';
import type { Deps } from './deps.ts';
import { endpointOf, toStorageError } from './errors.ts';
import { fullJitterMs } from './retry.ts';
import type { GetOptions, GetResult } from './storage.ts';
import { streamOf } from './stream-of.ts';

interface Opened {
  readonly stream: Readable;
  readonly etag: string;
  readonly totalBytes: number;
  /** The first byte and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly contentType: string | undefined;
  readonly lastModified: Date;
}

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

/** `range` is undefined for the whole object; `etag` pins the version of the first request. */
async function open(deps: Deps, key: string, range: string | undefined, etag: string | undefined, signal: AbortSignal) {
  const { clients, config } = deps;
  try {
    const answer = await clients.work.send(
      new GetObjectCommand({ Bucket: config.bucket, Key: key, Range: range, IfMatch: etag }),
      { abortSignal: signal },
    );
    const stream = answer.Body as Readable;
    // Readers get errors through their own loop; an error while nothing reads must not crash the process.
    stream.on('error', () => {});
    // The request's signal only covers its headers; this one ends a stalled body.
    const leave = () => stream.destroy();
    signal.addEventListener('abort', leave, { once: true });
    stream.once('close', () => signal.removeEventListener('abort', leave));
    const { ContentLength: length } = answer;
    const matched = CONTENT_RANGE.exec(answer.ContentRange ?? '');
    if (length === undefined || (matched === null) !== (range === undefined)) {
      stream.destroy();
      throw wrongAnswer(deps, key, 'a body without length or range');
    }
    const [from, to, totalBytes] = matched
      ? [Number(matched[1]), Number(matched[2]) + 1, Number(matched[3])]
      : [0, length, length];
    const opened: Opened = {
      stream,
      etag: answer.ETag ?? '',
      totalBytes,
      from,
      to,
      contentType: answer.ContentType,
      lastModified: answer.LastModified ?? new Date(0),
    };
    return opened;
  } catch (error) {
    throw toStorageError(error, config, { operation: 'GetObject', key, signal });
  }
}

/** See `Storage.getStream`. Only consecutive attempts without a new byte count towards `maxAttempts`. */
export async function getStream(deps: Deps, key: string, options: GetOptions = {}): Promise<GetResult> {
  const { start = 0, end, signal } = options;
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const release = () => signal?.removeEventListener('abort', onAbort);
  try {
    const range = start === 0 && end === undefined ? undefined : `bytes=${start}-${end ?? ''}`;
    const first = await open(deps, key, range, undefined, stop.signal);
    const body = streamOf(resuming(deps, key, first, stop.signal), () => {
      release();
      stop.abort();
    });
    stop.signal.addEventListener('abort', () => body.destroy(signal?.aborted ? signal.reason : undefined), {
      once: true,
    });
    return {
      body,
      sizeBytes: first.totalBytes,
      bodyBytes: first.to - first.from,
      etag: first.etag,
      lastModified: first.lastModified,
      ...(first.contentType === undefined ? {} : { contentType: first.contentType }),
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The bytes of `first` and of the requests needed to resume it, all of the same version. */
async function* resuming(deps: Deps, key: string, first: Opened, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { config, logger } = deps;
  const backoff = { attempts: config.maxAttempts, baseMs: config.retryBaseMs, capMs: config.retryCapMs };
  let { stream, from: position } = first;
  for (let fruitless = 0; ; ) {
    let cause: unknown;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        if (position + chunk.length > first.to) throw wrongAnswer(deps, key, 'more bytes than announced');
        position += chunk.length;
        fruitless = 0;
        yield chunk;
      }
    } catch (error) {
      if (error instanceof AppError || signal.aborted) throw error;
      cause = error;
    } finally {
      stream.destroy();
    }
    if (position === first.to) return;
    fruitless += 1;
    if (fruitless >= config.maxAttempts) {
      if (cause === undefined) throw wrongAnswer(deps, key, 'fewer bytes than announced');
      throw toStorageError(cause, config, { operation: 'GetObject', key, signal });
    }
    logger.warn({ err: cause, key, position, of: first.to }, 'response body interrupted; resuming');
    await delay(fullJitterMs(fruitless - 1, backoff), undefined, { signal });
    const next = await open(deps, key, `bytes=${position}-${first.to - 1}`, first.etag, signal);
    const same = next.etag === first.etag && next.totalBytes === first.totalBytes;
    if (!same || next.from !== position || next.to !== first.to) {
      next.stream.destroy();
      throw wrongAnswer(deps, key, same ? 'a different range than requested' : 'a different version of the object');
    }
    stream = next.stream;
  }
}

const wrongAnswer = ({ config }: Deps, key: string, what: string) =>
  new AppError('STORAGE_UNAVAILABLE', `The object storage (${endpointOf(config)}) sent ${what}.`, {
    retryable: true,
    context: { key, bucket: config.bucket },
  });
