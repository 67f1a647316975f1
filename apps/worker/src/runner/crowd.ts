/** How long a job that should run alone waits for the others to end. */
const PATIENCE_MS = 30_000;

interface Waiting {
  alone: boolean;
  readonly enter: (place: Place) => void;
}

/** A job's place among those that run in this process. */
export interface Place {
  /** Whether nothing else runs until it leaves. */
  readonly alone: boolean;
  leave(): void;
}

/** Lets jobs run side by side, except for those that run alone. In the order of arrival. */
export class Crowd {
  readonly #patienceMs: number;
  readonly #waiting: Waiting[] = [];
  #inside = 0;
  #alone = false;

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /**
   * Resolves when the job may run. One that should run alone holds back later ones; if the earlier ones take too long,
   * it runs beside them. @throws the signal's reason
   */
  async enter(alone: boolean, signal: AbortSignal): Promise<Place> {
    signal.throwIfAborted();
    if (!alone && !this.#alone && this.#waiting.length === 0) return this.#place(false);
    const giveUpAlone = (waiting: Waiting) => {
      waiting.alone = false;
      this.#admit();
    };
    let timer: NodeJS.Timeout | undefined;
    let leave = (): void => {};
    try {
      return await new Promise<Place>((enter, reject) => {
        const waiting = { alone, enter };
        leave = () => {
          const at = this.#waiting.indexOf(waiting);
          if (at >= 0) this.#waiting.splice(at, 1);
          this.#admit();
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        if (alone) timer = setTimeout(() => giveUpAlone(waiting), this.#patienceMs);
        this.#waiting.push(waiting);
        this.#admit();
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#alone || (next.alone && this.#inside > 0)) return;
      this.#waiting.shift();
      next.enter(this.#place(next.alone));
    }
  }

  #place(alone: boolean): Place {
    this.#inside++;
    this.#alone = alone;
    let inside = true;
    const leave = () => {
      if (!inside) return;
      inside = false;
      this.#inside--;
      this.#alone = false;
      this.#admit();
    };
    return { alone, leave };
  }
}
