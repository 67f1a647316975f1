import type { Readable } from 'node:stream';
import { streamOf } from '../stream-of.ts';
import { readChunk } from './read-chunk.ts';
import type { StorageServers } from './servers.ts';
import type { ChunkPlace } from './types.ts';

export interface ReadChunkedOptions {
  readonly servers: StorageServers;
  /** Size of the whole document. */
  readonly sizeBytes: number;
  /** Sizes of its chunks, in order; their sum is `sizeBytes`. */
  readonly chunkSizes: readonly number[];
  /** The current location of a chunk: requested before reading it, and again if its bytes are not there. */
  readonly locate: (chunkNumber: number) => Promise<ChunkPlace>;
  /** First byte to read. Default: 0. */
  readonly start?: number | undefined;
  /** Last byte to read, inclusive; past the end means the end. Default: the last one. */
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReadChunkedResult {
  /** Exactly `bodyBytes` verified bytes, or an AppError. Destroy it if it is not read to the end. */
  readonly body: Readable;
  /** Of the whole document, also when only a range of it is read. */
  readonly sizeBytes: number;
  readonly bodyBytes: number;
}

/**
 * Reads a chunked document or a range of it. Every block is verified before any of its bytes are yielded; the promise
 * waits for the first. Holds about one block.
 *
 * The promise, and later the body, fail with AppError DOCUMENT_DAMAGED (`context`: chunkNumber, serverId) when a chunk is
 * lost or damaged, STORAGE_UNAVAILABLE or STORAGE_REFUSED naming the server when it is unreachable,
 * DOCUMENT_NOT_READY when a chunk has not been verified, with what `locate` throws, or with the signal's reason.
 * @throws RangeError when the range is empty or begins beyond the end, or the sizes do not fit together
 */
export async function readChunked(options: ReadChunkedOptions): Promise<ReadChunkedResult> {
  const { sizeBytes, signal } = options;
  const { from, to } = rangeOf(options);
  signal?.throwIfAborted();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const release = () => signal?.removeEventListener('abort', onAbort);
  const bytes = bytesOf(options, from, to, stop.signal);
  try {
    const first = await bytes.next();
    stop.signal.throwIfAborted();
    const body = streamOf(after(first, bytes), () => {
      release();
      stop.abort();
    });
    stop.signal.addEventListener('abort', () => body.destroy(signal?.aborted ? signal.reason : undefined), {
      once: true,
    });
    return { body, sizeBytes, bodyBytes: to - from };
  } catch (error) {
    release();
    throw error;
  }
}

/** The first byte to read and the one after the last. */
function rangeOf({ sizeBytes, chunkSizes, start = 0, end = sizeBytes - 1 }: ReadChunkedOptions) {
  const sum = chunkSizes.reduce((total, size) => total + size, 0);
  if (sum !== sizeBytes) throw new RangeError(`chunks of ${sum} bytes do not add up to a document of ${sizeBytes}`);
  const empty = sizeBytes === 0 && start === 0;
  const valid = Number.isSafeInteger(start) && start >= 0 && (empty || (start < sizeBytes && end >= start));
  if (!valid) throw new RangeError(`invalid range of ${sizeBytes} bytes: ${start} to ${end}`);
  return { from: start, to: Math.min(end + 1, sizeBytes) };
}

async function* bytesOf(options: ReadChunkedOptions, from: number, to: number, signal: AbortSignal) {
  const { servers, chunkSizes, locate } = options;
  let offset = 0;
  for (const [chunkNumber, size] of chunkSizes.entries()) {
    const range = { from: Math.max(0, from - offset), to: Math.min(size, to - offset) };
    offset += size;
    if (range.from >= range.to) continue;
    yield* readChunk({ servers, locate: () => locate(chunkNumber), ...range, of: chunkSizes.length, signal });
  }
}

async function* after<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T, void>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
