import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@sluice/core';
import type { ThreadAnswer, ThreadInput, ThreadRequest } from './batch-feed.ts';
import { BatchSource } from './batch-source.ts';

/**
 * The thread that parses and checks a file, which keeps the process's event loop free to renew locks and to feed MySQL and
 * S3.
 */
const port = parentPort;
if (!port) throw new Error('import-thread runs as a worker thread only');

const answer = (message: ThreadAnswer, transfer: readonly (Uint8Array | Uint32Array)[] = []): void =>
  port.postMessage(
    message,
    transfer.map(({ buffer }) => buffer as ArrayBuffer),
  );

function fail(error: unknown): void {
  const { code, message, fields, retryable } = toAppError(error);
  answer({ type: 'failed', code, message, fields, retryable });
}

function serve(source: BatchSource, request: ThreadRequest): void {
  switch (request.type) {
    case 'next': {
      for (const buffer of request.spare) source.recycle(buffer);
      const checked = source.next();
      const { bytes, rows, starts } = checked?.result ?? {};
      const transfer = [...(checked?.batch.lines ?? []), bytes, rows, starts].filter((part) => part !== undefined);
      answer({ type: 'batch', checked, nextKey: source.nextKey }, transfer);
      return;
    }
    case 'close':
      source.close();
      port?.close();
  }
}

try {
  const source = new BatchSource(workerData as ThreadInput);
  port.on('message', (request: ThreadRequest) => {
    try {
      serve(source, request);
    } catch (error) {
      fail(error);
    }
  });
  answer({ type: 'opened', columns: source.columns, resultHeader: source.resultHeader });
} catch (error) {
  fail(error);
}
