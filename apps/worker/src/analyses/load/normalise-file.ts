import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode, type FieldError } from '@sluice/core';
import { type Normalised, type NormaliseInput, normalise } from './normalise.ts';

/** Smaller files are read on the calling thread, because starting one would take longer. */
const SMALL_FILE_BYTES = 128 * 1024;

/** V8's heap in the thread: it holds one block of records at a time. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

export type NormaliseAnswer =
  | { readonly type: 'done'; readonly normalised: Normalised }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly fields: readonly FieldError[];
      readonly retryable: boolean;
    };

/**
 * Normalises a file in a thread, or on the calling one if it has at most `inlineBytes`.
 * @throws AppError if the file or its header is unusable; the signal's reason.
 */
export async function normaliseFile(
  input: NormaliseInput,
  signal: AbortSignal,
  inlineBytes = SMALL_FILE_BYTES,
): Promise<Normalised> {
  const { size } = await stat(input.path);
  return size <= inlineBytes ? normaliseHere(input, signal) : normaliseInThread(input, signal);
}

async function normaliseHere(input: NormaliseInput, signal: AbortSignal): Promise<Normalised> {
  const work = normalise(input);
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

async function normaliseInThread(input: NormaliseInput, signal: AbortSignal): Promise<Normalised> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./normalise-thread.js', import.meta.url), {
    workerData: input,
    resourceLimits: THREAD_LIMITS,
  });
  try {
    const [answer] = (await once(worker, 'message', { signal })) as [NormaliseAnswer];
    if (answer.type === 'done') return answer.normalised;
    const { code, message, fields, retryable } = answer;
    throw new AppError(code as ErrorCode, message, { fields, retryable });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}
