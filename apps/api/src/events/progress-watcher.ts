import { AppError, type Logger } from '@sluice/core';

export interface ProgressWatcherOptions<T> {
  /** Reads the progress of these from the database. */
  readonly load: (ids: readonly string[]) => Promise<T[]>;
  readonly idOf: (state: T) => string;
  readonly logger: Logger;
  readonly intervalMs?: number;
  /** Maximum number of listeners; more are refused. */
  readonly maxListeners?: number;
}

/**
 * One poller for all clients that watch work of one kind through this process: one query every half second in total, and
 * none while there are no listeners.
 */
export class ProgressWatcher<T> {
  readonly #options: Required<ProgressWatcherOptions<T>>;
  readonly #listeners = new Map<string, Set<(state: T) => void>>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ProgressWatcherOptions<T>) {
    this.#options = { intervalMs: 500, maxListeners: 2_000, ...options };
  }

  /** Passes the progress to `listener` at every poll until the returned function is called. @throws AppError QUEUE_FULL */
  watch(id: string, listener: (state: T) => void): () => void {
    if (this.#count >= this.#options.maxListeners) {
      throw new AppError('QUEUE_FULL', 'Too many event streams are open. Poll the status instead.', {
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
    const { load, idOf, logger } = this.#options;
    try {
      for (const state of await load([...this.#listeners.keys()])) {
        for (const listener of [...(this.#listeners.get(idOf(state)) ?? [])]) listener(state);
      }
    } catch (err) {
      // The streams stay open and resume when the database is back.
      logger.warn({ err }, 'could not read progress');
    }
  }
}
