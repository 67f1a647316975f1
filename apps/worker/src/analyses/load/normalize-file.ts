import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fromPlainError, type PlainError } from '@sluice/core';
import { type Normalized, type NormalizeInput, normalize } from './normalize.ts';

/** Smaller files are read on the calling thread, because starting one would take longer. */
const SMALL_FILE_BYTES = 128 * 1024;

/** V8's heap in the thread: it holds one block of records at a time. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

export type NormalizeAnswer =
  | { readonly type: 'done'; readonly normalized: Normalized }
  | { readonly type: 'failed'; readonly error: PlainError };

/**
 * Normalizes a file in a thread, or on the calling one if it has at most `inlineBytes`.
 * @throws AppError if the file or its header is unusable; the signal's reason.
 */
export async function normalizeFile(
  input: NormalizeInput,
  signal: AbortSignal,
  inlineBytes = SMALL_FILE_BYTES,
): Promise<Normalized> {
  const { size } = await stat(input.path);
  return size <= inlineBytes ? normalizeHere(input, signal) : normalizeInThread(input, signal);
}

async function normalizeHere(input: NormalizeInput, signal: AbortSignal): Promise<Normalized> {
  const work = normalize(input);
  try {
    for (;;) {
      signal.throwIfAborted();
      const step = work.next();
      if (step.done) return step.value;
      await setImmediate();
    }
  } finally {
    work.return(undefined as never);
  }
}

async function normalizeInThread(input: NormalizeInput, signal: AbortSignal): Promise<Normalized> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./normalize-thread.js', import.meta.url), {
    workerData: input,
    resourceLimits: THREAD_LIMITS,
  });
  try {
    const [answer] = (await once(worker, 'message', { signal })) as [NormalizeAnswer];
    if (answer.type === 'done') return answer.normalized;
    throw fromPlainError(answer.error);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}
