import type { UploadPhase } from '@sluice/client';

const WINDOW_MS = 8_000;

/** Bytes per second over the last few seconds, so that the slow start and earlier pauses do not count. */
export class Pace {
  #phase: UploadPhase | undefined;
  #seen: { readonly at: number; readonly bytes: number }[] = [];

  /** Undefined until enough time has passed to compute a rate. */
  see(phase: UploadPhase, bytes: number, now: number = performance.now()): number | undefined {
    const last = this.#seen.at(-1);
    // A new phase starts over, and a chunk that is sent again lowers the count.
    if (phase !== this.#phase || (last && bytes < last.bytes)) this.#seen = [];
    this.#phase = phase;
    this.#seen.push({ at: now, bytes });
    while (this.#seen.length > 2 && now - (this.#seen[0]?.at ?? now) > WINDOW_MS) this.#seen.shift();
    const first = this.#seen[0];
    const seconds = first ? (now - first.at) / 1_000 : 0;
    return first && seconds > 0.3 && bytes > first.bytes ? (bytes - first.bytes) / seconds : undefined;
  }
}
