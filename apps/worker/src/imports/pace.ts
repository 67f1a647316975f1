import { setTimeout as delay } from 'node:timers/promises';

/** Keeps to a number of rows per second on average. */
export class Pace {
  readonly #rowsPerSecond: number | undefined;
  /** When the rows so far are allowed to be written at the earliest. */
  #due = 0;

  constructor(rowsPerSecond: number | undefined) {
    this.#rowsPerSecond = rowsPerSecond;
  }

  /**
   * Waits until the next rows may be written, after `rows` were. Calls may overlap: each waits for the rows of all before.
   * @throws the signal's reason
   */
  async rest(rows: number, signal: AbortSignal): Promise<void> {
    if (this.#rowsPerSecond === undefined) return;
    const now = performance.now();
    this.#due = Math.max(this.#due, now) + (rows / this.#rowsPerSecond) * 1_000;
    await delay(this.#due - now, undefined, { signal });
  }
}
