import { isSluiceError } from '@sluice/client';
import { isUnreachable } from '../connection.ts';

/** What became of one item of a selection. */
export interface Outcome {
  readonly name: string;
  /** Undefined if it went well. */
  readonly problem: string | undefined;
}

export interface Run<T> {
  readonly outcomes: readonly Outcome[];
  /** Those that nothing was done with, because Sluice could not be reached. */
  readonly left: readonly T[];
  /** Why. */
  readonly stopped: unknown;
}

/**
 * Does the same with each item, one after the other, and reports each outcome. One that fails does not stop the others, unless
 * Sluice is unreachable: then all others would wait in vain.
 * @throws SluiceError once the session has expired, as all others would fail for the same reason
 */
export async function runEach<T>(
  items: readonly T[],
  { nameOf, run }: { readonly nameOf: (item: T) => string; readonly run: (item: T) => Promise<unknown> },
): Promise<Run<T>> {
  const outcomes: Outcome[] = [];
  for (const [at, item] of items.entries()) {
    try {
      await run(item);
      outcomes.push({ name: nameOf(item), problem: undefined });
    } catch (error) {
      if (isSluiceError(error) && error.status === 401) throw error;
      if (isUnreachable(error)) return { outcomes, left: items.slice(at), stopped: error };
      outcomes.push({ name: nameOf(item), problem: isSluiceError(error) ? error.detail : String(error) });
    }
  }
  return { outcomes, left: [], stopped: undefined };
}
