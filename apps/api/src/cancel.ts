import { AppError } from '@sluice/core';

/** Work that can be asked to stop. */
export interface Cancellable<S extends string> {
  readonly noun: string;
  /** False: it is final or being cancelled already. */
  readonly ask: () => Promise<boolean>;
  readonly status: () => Promise<S>;
}

/** Asks it to stop and answers its status from then on. @throws AppError INVALID_STATE when it is final already */
export async function cancelWork<S extends string>({ noun, ask, status }: Cancellable<S>): Promise<S> {
  const asked = await ask();
  const now = await status();
  if (!asked && now !== 'cancelling') {
    throw new AppError('INVALID_STATE', `The ${noun} is ${now}; there is nothing left to cancel.`);
  }
  return now;
}
