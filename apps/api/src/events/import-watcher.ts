import { AppError, type Logger } from '@sluice/core';
import type { ImportProgress } from '@sluice/db';

export type ImportListener = (job: ImportProgress) => void;

export interface ImportWatcherOptions {
  /** Asks the database how far these imports are. */
  readonly load: (ids: readonly string[]) => Promise<ImportProgress[]>;
  readonly logger: Logger;
  readonly intervalMs?: number;
  /** Listeners at once; one more is refused. */
  readonly maxListeners?: number;
}

/**
 * One poller for everybody who watches an import through this process: a query every half second for all of them, and
 * none while nobody watches.
 */
export class ImportWatcher {
  readonly #options: Required<ImportWatcherOptions>;
  readonly #listeners = new Map<string, Set<ImportListener>>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ImportWatcherOptions) {
    this.#options = { intervalMs: 500, maxListeners: 2_000, ...options };
  }

  /** Tells `listener` where the import is, at every poll, until the answer is called. @throws AppError QUEUE_FULL */
  watch(id: string, listener: ImportListener): () => void {
    if (this.#count >= this.#options.maxListeners) {
      throw new AppError('QUEUE_FULL', 'Too many event streams are open; ask for the status instead.', {
        retryable: true,
      });
    }
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    this.#count++;
    this.#schedule();
    return () => {
      if (!listeners.delete(listener)) return;
      this.#count--;
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  get size(): number {
    return this.#count;
  }

  #schedule(): void {
    if (this.#timer || this.#count === 0) return;
    this.#timer = setTimeout(() => {
      void this.#poll().finally(() => {
        this.#timer = undefined;
        this.#schedule();
      });
    }, this.#options.intervalMs);
  }

  async #poll(): Promise<void> {
    try {
      for (const job of await this.#options.load([...this.#listeners.keys()])) {
        for (const listener of [...(this.#listeners.get(job.id) ?? [])]) listener(job);
      }
    } catch (err) {
      // The streams stay open and go on when the database is back.
      this.#options.logger.warn({ err }, 'the progress of imports could not be read');
    }
  }
}
