import { parentPort } from 'node:worker_threads';
import { toPlainError } from '@sluice/core';
import type { ThreadAnswer, ThreadRequest } from './batch-feed.ts';
import { BatchSource } from './batch-source.ts';

/**
 * The thread that parses and checks files, one after the other, which keeps the process's event loop free to renew locks and to
 * feed MySQL and S3.
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

let source: BatchSource | undefined;

async function serve(request: ThreadRequest): Promise<void> {
  switch (request.type) {
    case 'open': {
      source = new BatchSource(request.source, request.generatesKeys ? reserve : undefined);
      const { columns, resultHeader, places } = source;
      return answer({ type: 'opened', columns, resultHeader, places });
    }
    case 'next':
      if (!source) throw new Error('no file is open');
      return next(source, request.spare);
    case 'reserved':
      return reserved(request.first);
    case 'close':
      source?.close();
      source = undefined;
      return answer({ type: 'closed' });
  }
}

async function next(from: BatchSource, spare: readonly ArrayBuffer[]): Promise<void> {
  for (const buffer of spare) from.recycle(buffer);
  const checked = await from.next();
  const { highestGiven } = from;
  if (checked === undefined) {
    const { warnings, decisions } = from;
    return answer({ type: 'end', warnings, decisions, highestGiven });
  }
  const { batch, result } = checked;
  const parts = [...batch.lines, ...(batch.generated?.lines ?? []), result?.bytes, result?.rows, result?.starts];
  const transfer = parts.filter((part) => part !== undefined);
  return answer({ type: 'batch', checked, highestGiven }, transfer);
}

port.on('message', (request: ThreadRequest) => void serve(request).catch(fail));
