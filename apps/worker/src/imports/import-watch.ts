import { AppError, type Logger } from '@sluice/core';
import { type Db, watchImport } from '@sluice/db';

const INTERVAL_MS = 500;

/**
 * Looks twice a second whether the import is still this attempt's to run, and aborts `signal` with JOB_CANCELLED,
 * JOB_SUPERSEDED or, when `stopping` aborts, JOB_STOPPED.
 */
export class ImportWatch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stopping: AbortSignal;
  readonly #stop = (): void =>
    this.#controller.abort(
      new AppError('JOB_STOPPED', 'The worker is stopping; another will go on.', { retryable: true }),
    );
  #looking = false;

  constructor(db: Db, { id, attempt }: { id: string; attempt: number }, stopping: AbortSignal, logger: Logger) {
    this.#stopping = stopping;
    stopping.addEventListener('abort', this.#stop);
    if (stopping.aborted) this.#stop();
    const look = async (): Promise<void> => {
      if (this.#looking) return;
      this.#looking = true;
      try {
        const row = await watchImport(db, id);
        if (row?.status === 'cancelling')
          this.#controller.abort(new AppError('JOB_CANCELLED', 'The import was cancelled.'));
        else if (row?.attempt !== attempt || row.status !== 'processing') {
          this.#controller.abort(new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker.'));
        }
      } catch (error) {
        // The fence in every batch decides; this look only makes it quick.
        logger.warn({ err: error }, 'could not look whether the import was cancelled');
      } finally {
        this.#looking = false;
      }
    };
    this.#timer = setInterval(() => void look(), INTERVAL_MS);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopping.removeEventListener('abort', this.#stop);
  }
}
