import { parentPort, workerData } from 'node:worker_threads';
import { toPlainError } from '@sluice/core';
import { type Normalized, type NormalizeInput, normalize } from './normalize.ts';
import type { NormalizeAnswer } from './normalize-file.ts';

/** The thread that reads files that are not plain, which keeps the process's event loop free. */
const port = parentPort;
if (!port) throw new Error('normalize-thread runs as a worker thread only');

const answer = (message: NormalizeAnswer): void => port.postMessage(message);

function run(input: NormalizeInput): Normalized {
  const work = normalize(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

try {
  answer({ type: 'done', normalized: run(workerData as NormalizeInput) });
} catch (error) {
  answer({ type: 'failed', error: toPlainError(error) });
}
