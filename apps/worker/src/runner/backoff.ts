import type { Backoff } from '@sluice/jobs';
import type { BackoffStrategy } from 'bullmq';

type Capped = Extract<Backoff, { type: 'capped' }>;

/** What the environment says instead of the contract, in milliseconds. */
export interface BackoffOverride {
  readonly delay: number | undefined;
  readonly maxDelay: number | undefined;
}

/** Milliseconds before the next attempt, after `attempt` of them: doubling, never beyond `maxDelay`, less a random share. */
export function cappedDelay({ delay, maxDelay, jitter }: Omit<Capped, 'type'>, attempt: number, random = Math.random) {
  const longest = Math.min(maxDelay, delay * 2 ** Math.min(attempt - 1, 40));
  return Math.round(longest * (1 - jitter * random()));
}

/** The type `capped` of the job contracts; BullMQ's own types do not know an upper bound. */
export const cappedBackoff =
  ({ delay, maxDelay }: BackoffOverride): BackoffStrategy =>
  (attempt, _type, _error, job) => {
    const told = job?.opts.backoff as Capped;
    return cappedDelay({ ...told, delay: delay ?? told.delay, maxDelay: maxDelay ?? told.maxDelay }, attempt);
  };
