import { AppError, inTime, type Logger } from '@sluice/core';

const INTERVAL_MS = 300;
/** A query without an answer must not end the watch: the next one may use another connection. */
const LOOK_MS = 2_000;

/** A row is completed only by its newest attempt, which then still has to clean up and to return its result. */
const OWN = new Set(['processing', 'completed']);

/** A row that a worker has claimed under an attempt number. */
export interface WatchedRow {
  /** As in "the import was cancelled". */
  readonly what: string;
  readonly attempt: number;
  /** The current state of the row; undefined if it has been deleted. */
  look(): Promise<{ readonly status: string; readonly attempt: number } | undefined>;
}

/**
 * Checks three times a second whether this attempt may continue, and aborts `signal` with JOB_CANCELLED, JOB_SUPERSEDED or,
 * when `stopping` aborts, its reason, JOB_STOPPED.
 */
export class RowWatch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stopping: AbortSignal;
  readonly #stop = (): void => this.#controller.abort(this.#stopping.reason);
  #looking = false;

  constructor(row: WatchedRow, stopping: AbortSignal, logger: Logger) {
    this.#stopping = stopping;
    stopping.addEventListener('abort', this.#stop);
    if (stopping.aborted) this.#stop();
    this.#timer = setInterval(() => void this.#look(row, logger), INTERVAL_MS);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopping.removeEventListener('abort', this.#stop);
  }

  async #look({ what, attempt, look }: WatchedRow, logger: Logger): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const row = await inTime(look(), LOOK_MS);
      if (row?.status === 'cancelling') {
        this.#controller.abort(new AppError('JOB_CANCELLED', `The ${what} was cancelled.`));
      } else if (row?.attempt !== attempt || !OWN.has(row.status)) {
        this.#controller.abort(new AppError('JOB_SUPERSEDED', `The ${what} was taken over by another worker.`));
      }
    } catch (error) {
      // The fencing check in every write is authoritative; this check only speeds it up.
      logger.warn({ err: error }, `could not check whether the ${what} was cancelled`);
    } finally {
      this.#looking = false;
    }
  }
}
