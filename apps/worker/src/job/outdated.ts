import { AppError } from '@sluice/core';

/** What says something that a newer release has introduced. */
export const outdated = (what: string): AppError =>
  new AppError('WORKER_OUTDATED', `The workers that are running are too old for ${what}. A newer worker can run it.`, {
    retryable: true,
  });
