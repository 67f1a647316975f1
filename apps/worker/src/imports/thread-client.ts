import type { Worker } from 'node:worker_threads';
import { AppError, type Decision, fromPlainError, type Warning } from '@sluice/core';
import type { CellPlaces } from './as-in-file.ts';
import type { BatchFeed, ThreadAnswer, ThreadRequest } from './batch-feed.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-input.ts';
import type { ReserveNumbers } from './generated-keys.ts';
import { keepThread, takeThread } from './standing-threads.ts';

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: unknown): void;
}

/** The main thread's side of an import thread; responses are in request order. */
export class ImportThread implements BatchFeed {
  readonly #thread: Worker;
  readonly #waiting: Waiting[] = [];
  readonly #spare: ArrayBuffer[] = [];
  readonly #reserve: ReserveNumbers | undefined;
  #failure: unknown;
  #isClosed = false;
  #columns: readonly string[] = [];
  #resultHeader = '';
  #places: CellPlaces = {};
  #highestGiven = 0;
  #warnings: readonly Warning[] = [];
  #decisions: readonly Decision[] = [];

  private constructor(source: BatchSourceInput, reserve: ReserveNumbers | undefined) {
    this.#reserve = reserve;
    this.#thread = takeThread().on('message', this.#take).on('error', this.#fail).on('exit', this.#exited);
    this.#request({ type: 'open', source, generatesKeys: reserve !== undefined });
  }

  /** Resolves when the file is open and its header accepted; rejects with the thread's AppError. */
  static async open(source: BatchSourceInput, reserve: ReserveNumbers | undefined): Promise<ImportThread> {
    const thread = new ImportThread(source, reserve);
    try {
      const opened = await thread.#answer();
      if (opened.type === 'opened') {
        thread.#columns = opened.columns;
        thread.#resultHeader = opened.resultHeader;
        thread.#places = opened.places;
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

  get places(): CellPlaces {
    return this.#places;
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

  /** A thread that is busy, or has failed, is ended; any other one waits for the next file. */
  async close(): Promise<void> {
    // Once: afterwards the thread may have the file of somebody else.
    if (this.#isClosed) return;
    this.#isClosed = true;
    const isKept = this.#failure === undefined && this.#waiting.length === 0 && (await this.#closesFile());
    this.#failure ??= new AppError('INTERNAL', 'the import thread is closed');
    this.#thread.off('message', this.#take).off('error', this.#fail).off('exit', this.#exited);
    if (isKept) keepThread(this.#thread);
    else await this.#thread.terminate();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }

  async #closesFile(): Promise<boolean> {
    this.#request({ type: 'close' });
    return this.#answer().then(
      ({ type }) => type === 'closed',
      () => false,
    );
  }

  #answer(): Promise<ThreadAnswer> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #request(message: ThreadRequest, transfer: readonly ArrayBuffer[] = []): void {
    this.#thread.postMessage(message, transfer);
  }

  #take = (answer: ThreadAnswer): void => {
    if (answer.type === 'reserve') {
      void this.#reserveFor(answer);
      return;
    }
    if (answer.type === 'failed') {
      this.#fail(fromPlainError(answer.error));
      return;
    }
    this.#waiting.shift()?.resolve(answer);
  };

  async #reserveFor({ count, from }: Extract<ThreadAnswer, { type: 'reserve' }>): Promise<void> {
    try {
      if (!this.#reserve) throw new AppError('INTERNAL', 'this import reserves no numbers');
      this.#request({ type: 'reserved', first: await this.#reserve(count, from) });
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail = (error: unknown): void => {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  };

  #exited = (): void => this.#fail(new AppError('INTERNAL', 'the import thread exited'));
}
