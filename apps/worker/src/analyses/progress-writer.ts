import type { Logger } from '@sluice/core';
import type { Db } from '@sluice/db';
import { recordAnalysisProgress } from '@sluice/db/analyses';

/** Minimum time between two writes. */
const INTERVAL_MS = 500;

/** Writes phase and percent to the row, throttled: of the updates within an interval, the latest one is written. */
export class ProgressWriter {
  readonly #write: (said: { phase: string; percent: number; totalRows?: number }) => Promise<void>;
  #said: { phase: string; percent: number } | undefined;
  #totalRows: number | undefined;
  #highest = 0;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;

  constructor(db: Db, { analysisId, attempt }: { analysisId: string; attempt: number }, logger: Logger) {
    this.#write = (said) =>
      recordAnalysisProgress(db, { analysisId, attempt, ...said }).catch((error) =>
        logger.warn({ err: error }, 'could not record the progress of the analysis'),
      );
  }

  /** `done`: share of the total, from 0 to 1. The recorded percentage never decreases. */
  say(phase: string, done: number): void {
    this.#highest = Math.max(this.#highest, Math.min(1, done) * 100);
    this.#said = { phase, percent: this.#highest };
    void this.#flush();
  }

  rows(totalRows: number): void {
    this.#totalRows = totalRows;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#said = undefined;
  }

  async #flush(): Promise<void> {
    if (this.#busy || !this.#said) return;
    this.#busy = true;
    const totalRows = this.#totalRows;
    const said = { ...this.#said, ...(totalRows === undefined ? {} : { totalRows }) };
    this.#said = undefined;
    await this.#write(said);
    this.#timer = setTimeout(() => {
      this.#busy = false;
      void this.#flush();
    }, INTERVAL_MS);
  }
}
