export interface BatcherOptions<T> {
  /** Writes many items at once. Errors go to `onError`, and the items are dropped. */
  readonly write: (items: readonly T[]) => Promise<void>;
  readonly onError: (error: unknown, items: readonly T[]) => void;
  readonly delayMs?: number;
  readonly maxBatch?: number;
  /** Maximum number of waiting items; more are refused. */
  readonly maxWaiting?: number;
}

/**
 * Collects small writes that no request waits for and commits them together a moment later. Writes one batch at a time,
 * in the order of `add`.
 */
export class Batcher<T> {
  readonly #options: Required<BatcherOptions<T>>;
  #waiting: T[] = [];
  #running: Promise<void> | undefined;

  constructor(options: BatcherOptions<T>) {
    this.#options = { delayMs: 25, maxBatch: 500, maxWaiting: 20_000, ...options };
  }

  /** False when too many items are waiting: the item is dropped. */
  add(item: T): boolean {
    if (this.#waiting.length >= this.#options.maxWaiting) return false;
    this.#waiting.push(item);
    this.#running ??= this.#run();
    return true;
  }

  /** Resolves when everything added so far was written or dropped. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#options.delayMs));
    while (this.#waiting.length > 0) {
      const items = this.#waiting.splice(0, this.#options.maxBatch);
      await this.#options.write(items).catch((error: unknown) => this.#options.onError(error, items));
    }
    this.#running = undefined;
  }
}
