import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@sluice/core';
import { type Normalised, type NormaliseInput, normalise } from './normalise.ts';
import type { NormaliseAnswer } from './normalise-file.ts';

/** The thread that reads files that are not plain, which keeps the process's event loop free. */
const port = parentPort;
if (!port) throw new Error('normalise-thread runs as a worker thread only');

const answer = (message: NormaliseAnswer): void => port.postMessage(message);

function run(input: NormaliseInput): Normalised {
  const work = normalise(input);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

try {
  answer({ type: 'done', normalised: run(workerData as NormaliseInput) });
} catch (error) {
  const { code, message, fields, retryable } = toAppError(error);
  answer({ type: 'failed', code, message, fields, retryable });
}
