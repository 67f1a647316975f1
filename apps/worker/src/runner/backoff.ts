import type { Backoff } from '@sluice/jobs';
import type { BackoffStrategy } from 'bullmq';

type Capped = Extract<Backoff, { type: 'capped' }>;

/** Overrides of the contract's delays from the environment, in milliseconds. */
export interface BackoffOverride {
  readonly delay: number | undefined;
  readonly maxDelay: number | undefined;
}

/** Milliseconds to wait after `attempt` attempts: doubles up to `maxDelay`, reduced by random jitter. */
export function cappedDelay({ delay, maxDelay, jitter }: Omit<Capped, 'type'>, attempt: number, random = Math.random) {
  const longest = Math.min(maxDelay, delay * 2 ** Math.min(attempt - 1, 40));
  return Math.round(longest * (1 - jitter * random()));
}

/** The type `capped` of the job contracts; BullMQ's own types have no upper bound. */
export const cappedBackoff =
  ({ delay, maxDelay }: BackoffOverride): BackoffStrategy =>
  (attempt, _type, _error, job) => {
    const options = job?.opts.backoff as Capped;
    return cappedDelay({ ...options, delay: delay ?? options.delay, maxDelay: maxDelay ?? options.maxDelay }, attempt);
  };
