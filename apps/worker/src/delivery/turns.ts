/** Lets one piece of work at a time pass. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything before it has ended; not at all when `signal` has aborted by then. */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = mine.catch(() => {});
    return mine;
  }
}
