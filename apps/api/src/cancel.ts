import { AppError } from '@sluice/core';

/** Work that can be cancelled. */
export interface Cancellable<S extends string> {
  readonly noun: string;
  /** False when it is final or already being cancelled. */
  readonly ask: () => Promise<boolean>;
  readonly status: () => Promise<S>;
}

/** Requests cancellation and returns the new status. @throws AppError INVALID_STATE when it is already final */
export async function cancelWork<S extends string>({ noun, ask, status }: Cancellable<S>): Promise<S> {
  const asked = await ask();
  const now = await status();
  if (!asked && now !== 'cancelling') {
    throw new AppError('INVALID_STATE', `The ${noun} is already ${now} and cannot be cancelled.`);
  }
  return now;
}
