import { Worker } from 'node:worker_threads';

/**
 * V8's heap in the thread: enough for a few batches of ordinary rows, or one of very wide ones. The young generation holds the
 * cells of several blocks; with half of it, V8 would keep copying cells that are still in use, for a third of the thread's time.
 */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };
/** As many as imports run at the same time by default. */
const MOST_IDLE = 2;
/** Idle threads end after this time, to free their memory. */
const IDLE_MS = 60_000;

/** Threads without a file, the one that was used last at the end, and what ends each. */
const idle = new Map<Worker, NodeJS.Timeout>();

/**
 * A thread that opens files (import-thread.ts): one that has closed another, or a new one. Starting one takes as long as
 * checking some 10,000 rows.
 */
export function takeThread(): Worker {
  const thread = [...idle.keys()].at(-1);
  if (!thread) return startThread();
  leave(thread);
  thread.ref();
  return thread;
}

/** Keeps a thread that has closed its file, for reuse. Idle threads keep no process alive. */
export function keepThread(thread: Worker): void {
  if (idle.size >= MOST_IDLE) {
    end(thread);
    return;
  }
  thread.unref();
  idle.set(thread, setTimeout(end, IDLE_MS, thread).unref());
}

function startThread(): Worker {
  const thread = new Worker(new URL('./import-thread.js', import.meta.url), { resourceLimits: THREAD_LIMITS });
  // Without a listener, an error in an idle thread would end the process. The exit follows every error.
  thread.on('error', () => leave(thread));
  thread.on('exit', () => leave(thread));
  return thread;
}

function end(thread: Worker): void {
  leave(thread);
  void thread.terminate();
}

function leave(thread: Worker): void {
  clearTimeout(idle.get(thread));
  idle.delete(thread);
}
