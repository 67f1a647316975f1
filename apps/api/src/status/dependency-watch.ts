import type { DependencyName, DependencyState, Finding } from './dependencies.ts';

export interface Dependency {
  readonly name: DependencyName;
  readonly server?: string;
  readonly state: DependencyState;
  /** When it was first found down; undefined unless it is down. */
  readonly since?: Date;
}

export interface Outlook {
  readonly checkedAt: Date;
  readonly dependencies: readonly Dependency[];
}

export interface DependencyWatchOptions {
  /** Never rejects. */
  readonly look: () => Promise<readonly Finding[]>;
  readonly everyMs: number;
}

/** A result this recent serves all callers, so that any number of open dashboards costs only a few checks. */
const MAX_AGE_MS = 2_000;

/** Knows what is down and since when: it checks at regular intervals, and whenever a caller needs a newer result. */
export class DependencyWatch {
  readonly #look: DependencyWatchOptions['look'];
  readonly #maxAgeMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #downSince = new Map<string, Date>();
  #latest: Outlook | undefined;
  #running: Promise<Outlook> | undefined;

  constructor({ look, everyMs }: DependencyWatchOptions) {
    this.#look = look;
    this.#maxAgeMs = Math.min(MAX_AGE_MS, everyMs);
    this.#timer = setInterval(() => void this.#check(), everyMs).unref();
  }

  /** The state of everything, at most two seconds old. */
  async now(): Promise<Outlook> {
    const latest = this.#latest;
    if (latest && Date.now() - latest.checkedAt.getTime() < this.#maxAgeMs) return latest;
    return this.#check();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #check(): Promise<Outlook> {
    this.#running ??= this.#checkNow().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #checkNow(): Promise<Outlook> {
    const dependencies = (await this.#look()).map((found) => this.#withSince(found));
    this.#latest = { checkedAt: new Date(), dependencies };
    return this.#latest;
  }

  #withSince({ name, server, state, since }: Finding): Dependency {
    const key = `${name} ${server ?? ''}`;
    const place = { name, ...(server === undefined ? {} : { server }) };
    if (state !== 'down') {
      // Unknown is not up again: what was down before probably still is.
      if (state === 'up') this.#downSince.delete(key);
      return { ...place, state };
    }
    const known = since ?? this.#downSince.get(key) ?? new Date();
    this.#downSince.set(key, known);
    return { ...place, state, since: known };
  }
}
