import { isSluiceError } from '@sluice/client';

/** What became of one item of a selection. */
export interface Outcome {
  readonly name: string;
  /** Undefined if it went well. */
  readonly problem: string | undefined;
}

/**
 * Does the same with each item, one after the other, and reports each outcome. One that fails does not stop the others.
 * @throws SluiceError once the session has expired, as all others would fail for the same reason
 */
export async function runEach<T>(
  items: readonly T[],
  { nameOf, run }: { readonly nameOf: (item: T) => string; readonly run: (item: T) => Promise<unknown> },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    try {
      await run(item);
      outcomes.push({ name: nameOf(item), problem: undefined });
    } catch (error) {
      if (isSluiceError(error) && error.status === 401) throw error;
      outcomes.push({ name: nameOf(item), problem: isSluiceError(error) ? error.detail : String(error) });
    }
  }
  return outcomes;
}
