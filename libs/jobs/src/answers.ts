import { newId } from '@sluice/core';
import type { Job, Queue, QueueEvents } from 'bullmq';

/** How a job ended: with its result, or with the text of its failure. */
export type Ended = { readonly result: unknown } | { readonly failure: string };

/** The event may be missed while its connection opens or is interrupted, so the job itself is checked too. */
const FIRST_LOOK_MS = 500;
const LOOK_MS = 2_000;

/**
 * Waits for jobs to end. BullMQ's own `waitUntilFinished` asks Redis where nothing can catch the error: a Redis that fails
 * at that moment ends the process.
 */
export class Answers {
  readonly #queue: () => Queue;
  readonly #waiting = new Map<string, (ended: Ended) => void>();

  constructor(queue: () => Queue, events: QueueEvents) {
    this.#queue = queue;
    events.on('completed', ({ jobId, returnvalue }) => this.#waiting.get(jobId)?.({ result: returnvalue }));
    events.on('failed', ({ jobId, failedReason }) => this.#waiting.get(jobId)?.({ failure: failedReason }));
  }

  /**
   * Adds a job by `add`, which gets its ID, and waits until it ends, for at most `timeoutMs`; then `ended` is undefined.
   * Rejects only like `add`.
   */
  async of(
    add: (jobId: string) => Promise<Job>,
    timeoutMs: number,
  ): Promise<{ readonly job: Job; readonly ended: Ended | undefined }> {
    const jobId = newId();
    let look: NodeJS.Timeout | undefined;
    let limit: NodeJS.Timeout | undefined;
    // Before the job exists, so that its end cannot be missed.
    const end = new Promise<Ended | undefined>((resolve) => {
      this.#waiting.set(jobId, resolve);
      const again = async (): Promise<void> => {
        const ended = await this.#look(jobId).catch(() => undefined);
        if (ended) resolve(ended);
        else if (this.#waiting.has(jobId)) look = setTimeout(again, LOOK_MS);
      };
      look = setTimeout(again, FIRST_LOOK_MS);
      limit = setTimeout(() => resolve(undefined), timeoutMs);
    });
    try {
      const job = await add(jobId);
      return { job, ended: await end };
    } finally {
      this.#waiting.delete(jobId);
      clearTimeout(look);
      clearTimeout(limit);
    }
  }

  async #look(jobId: string): Promise<Ended | undefined> {
    const job = (await this.#queue().getJob(jobId)) as Job | undefined;
    if (!job?.finishedOn) return undefined;
    return job.failedReason ? { failure: job.failedReason } : { result: job.returnvalue };
  }
}
