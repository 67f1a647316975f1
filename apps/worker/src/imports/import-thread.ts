import { parentPort, workerData } from 'node:worker_threads';
import { toPlainError } from '@sluice/core';
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

const fail = (error: unknown): void => answer({ type: 'failed', error: toPlainError(error) });

let reserved = (_first: number): void => {};

/** Asks the process for numbers; one call at a time. */
const reserve = (count: number, from: number): Promise<number> =>
  new Promise((resolve) => {
    reserved = resolve;
    answer({ type: 'reserve', count, from });
  });

async function serve(source: BatchSource, request: ThreadRequest): Promise<void> {
  switch (request.type) {
    case 'next': {
      for (const buffer of request.spare) source.recycle(buffer);
      const checked = await source.next();
      const { highestGiven } = source;
      if (checked === undefined) {
        const { warnings, decisions } = source;
        return answer({ type: 'end', warnings, decisions, highestGiven });
      }
      const { batch, result } = checked;
      const parts = [...batch.lines, ...(batch.generated?.lines ?? []), result?.bytes, result?.rows, result?.starts];
      const transfer = parts.filter((part) => part !== undefined);
      return answer({ type: 'batch', checked, highestGiven }, transfer);
    }
    case 'reserved':
      return reserved(request.first);
    case 'close':
      source.close();
      port?.close();
  }
}

try {
  const { source: input, generatesKeys } = workerData as ThreadInput;
  const source = new BatchSource(input, generatesKeys ? reserve : undefined);
  port.on('message', (request: ThreadRequest) => void serve(source, request).catch(fail));
  answer({ type: 'opened', columns: source.columns, resultHeader: source.resultHeader });
} catch (error) {
  fail(error);
}
