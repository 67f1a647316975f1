import { inTime, LateError } from '@sluice/core';

export interface GroupedOptions<C, A> {
  /** Answers calls in their order. */
  readonly answer: (calls: readonly C[]) => Promise<readonly A[]>;
  /** What the calls of a group get that is not answered within `patienceMs`. Others then no longer wait for it. */
  readonly late: () => Error;
  readonly patienceMs?: number;
  /** Whether an error concerns every call of its group. After any other, each call is answered alone. */
  readonly isShared: (error: unknown) => boolean;
  /** Groups that are answered at the same time. */
  readonly lanes?: number;
  /** Calls in a group. */
  readonly most?: number;
  /** The size of a call that may be large. A group has at most a mebibyte, or one call. */
  readonly bytesOf?: (call: C) => number;
}

/** Statements escape what they hold, perhaps twice, and must stay below the smallest `max_allowed_packet` that is supported. */
const MOST_BYTES = 1024 * 1024;

/** Longer than it takes to notice a silent database, or to wait for a lock. */
const PATIENCE_MS = 60_000;

interface Waiting<C, A> {
  readonly call: C;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers calls of concurrent requests together, such as one statement for all of them: calls that arrive while every lane is
 * busy form the next group. One that arrives alone is answered at once. No call gets an answer that was read before it came.
 */
export class Grouped<C, A> {
  readonly #options: Required<GroupedOptions<C, A>>;
  #waiting: Waiting<C, A>[] = [];
  #busy = 0;
  #isPlanned = false;

  constructor(options: GroupedOptions<C, A>) {
    this.#options = { lanes: 2, most: 100, bytesOf: () => 0, patienceMs: PATIENCE_MS, ...options };
  }

  /** Rejects with the error of this call, or with one that concerns all. */
  call(call: C): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      if (this.#isPlanned) return;
      this.#isPlanned = true;
      // After the requests that have arrived together with this one.
      setImmediate(() => {
        this.#isPlanned = false;
        this.#fill();
      });
    });
  }

  #fill(): void {
    const { lanes } = this.#options;
    while (this.#busy < lanes && this.#waiting.length > 0) {
      this.#busy += 1;
      void this.#answer(this.#waiting.splice(0, this.#next())).finally(() => {
        this.#busy -= 1;
        this.#fill();
      });
    }
  }

  /** How many of the waiting calls form the next group. */
  #next(): number {
    const { most, bytesOf } = this.#options;
    let bytes = 0;
    const over = this.#waiting.findIndex(({ call }, n) => {
      bytes += bytesOf(call);
      return n === most || (n > 0 && bytes > MOST_BYTES);
    });
    return over === -1 ? this.#waiting.length : over;
  }

  async #answer(group: readonly Waiting<C, A>[]): Promise<void> {
    const { answer, isShared, late, patienceMs } = this.#options;
    try {
      const answers = await inTime(answer(group.map(({ call }) => call)), patienceMs);
      for (const [n, { resolve }] of group.entries()) resolve(answers[n] as A);
    } catch (thrown) {
      const isLate = thrown instanceof LateError;
      const error = isLate ? late() : thrown;
      if (group.length > 1 && !isLate && !isShared(error)) await Promise.all(group.map((one) => this.#answer([one])));
      else for (const { reject } of group) reject(error);
    }
  }
}
