import { Worker } from 'node:worker_threads';
import { AppError, type Decision, fromPlainError, type Warning } from '@sluice/core';
import type { BatchFeed, ThreadAnswer, ThreadInput, ThreadRequest } from './batch-feed.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-source.ts';
import type { ReserveNumbers } from './generated-keys.ts';

/** V8's heap in the thread: enough for a few batches of ordinary rows, or one of very wide ones. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: unknown): void;
}

/** The main thread's side of an import thread; responses are in request order. */
export class ImportThread implements BatchFeed {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  readonly #spare: ArrayBuffer[] = [];
  readonly #reserve: ReserveNumbers | undefined;
  #failure: unknown;
  #columns: readonly string[] = [];
  #resultHeader = '';
  #highestGiven = 0;
  #warnings: readonly Warning[] = [];
  #decisions: readonly Decision[] = [];

  private constructor(source: BatchSourceInput, reserve: ReserveNumbers | undefined) {
    this.#reserve = reserve;
    this.#worker = new Worker(new URL('./import-thread.js', import.meta.url), {
      workerData: { source, generatesKeys: reserve !== undefined } satisfies ThreadInput,
      resourceLimits: THREAD_LIMITS,
    });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new AppError('INTERNAL', 'the import thread exited')));
  }

  /** Resolves when the file is open and its header accepted; rejects with the thread's AppError. */
  static async open(source: BatchSourceInput, reserve: ReserveNumbers | undefined): Promise<ImportThread> {
    const thread = new ImportThread(source, reserve);
    try {
      const opened = await thread.#answer();
      if (opened.type === 'opened') {
        thread.#columns = opened.columns;
        thread.#resultHeader = opened.resultHeader;
      }
      return thread;
    } catch (error) {
      await thread.close();
      throw error;
    }
  }

  get columns(): readonly string[] {
    return this.#columns;
  }

  get resultHeader(): string {
    return this.#resultHeader;
  }

  get highestGiven(): number {
    return this.#highestGiven;
  }

  get warnings(): readonly Warning[] {
    return this.#warnings;
  }

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  async next(): Promise<CheckedBatch | undefined> {
    const spare = this.#spare.splice(0);
    this.#request({ type: 'next', spare }, spare);
    const answer = await this.#answer();
    if (answer.type !== 'batch' && answer.type !== 'end')
      throw new AppError('INTERNAL', `unexpected answer from the import thread: ${answer.type}`);
    this.#highestGiven = answer.highestGiven;
    if (answer.type === 'batch') return answer.checked;
    this.#warnings = answer.warnings;
    this.#decisions = answer.decisions;
    return undefined;
  }

  recycle(bytes: Uint8Array): void {
    this.#spare.push(bytes.buffer as ArrayBuffer);
  }

  async close(): Promise<void> {
    this.#failure ??= new AppError('INTERNAL', 'the import thread is closed');
    await this.#worker.terminate();
  }

  #answer(): Promise<ThreadAnswer> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #request(message: ThreadRequest, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #take(answer: ThreadAnswer): void {
    if (answer.type === 'reserve') {
      void this.#reserveFor(answer);
      return;
    }
    if (answer.type === 'failed') {
      this.#fail(fromPlainError(answer.error));
      return;
    }
    this.#waiting.shift()?.resolve(answer);
  }

  async #reserveFor({ count, from }: Extract<ThreadAnswer, { type: 'reserve' }>): Promise<void> {
    try {
      if (!this.#reserve) throw new AppError('INTERNAL', 'this import reserves no numbers');
      this.#request({ type: 'reserved', first: await this.#reserve(count, from) });
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
