import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@sluice/core';
import { BatchSource } from './batch-source.ts';
import type { ThreadAnswer, ThreadInput, ThreadRequest } from './thread-protocol.ts';

/**
 * The thread in which a file is parsed and checked, so that the process's own event loop stays free to renew locks and
 * to feed MySQL and S3.
 */
const port = parentPort;
if (!port) throw new Error('import-thread runs as a worker thread only');

const answer = (message: ThreadAnswer, transfer: Uint8Array[] = []): void =>
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
      const batch = source.next();
      answer({ type: 'batch', batch, nextKey: source.nextKey }, [...(batch?.lines ?? [])]);
      return;
    }
    case 'settle': {
      const result = source.settle(request.batchNo, request.conflicts);
      answer({ type: 'settled', result }, [result]);
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
