import type { Job } from '../imports/job-cells.tsx';

/** Jobs of one page of the list. */
export const PAGE = 50;

/** Jobs that are new above what is shown, and shown ones that the filter does not let through any more. */
export function compare(shown: readonly Job[], newest: readonly Job[]): { fresh: number; gone: number } {
  const known = new Set(shown.map(({ id }) => id));
  const present = new Set(newest.map(({ id }) => id));
  const oldest = newest.at(-1)?.created_at ?? '';
  const begin = shown[0]?.created_at ?? '';
  return {
    fresh: newest.filter(({ id, created_at: at }) => !known.has(id) && at >= begin).length,
    // What is older than the newest page has only been pushed off it.
    gone: shown.filter(({ id, created_at: at }) => !present.has(id) && (newest.length < PAGE || at > oldest)).length,
  };
}

/** The same rows in the same order, each as it was told last. */
export function withStates(shown: readonly Job[], newest: readonly Job[]): readonly Job[] {
  const byId = new Map(newest.map((job) => [job.id, job]));
  return shown.map((job) => byId.get(job.id) ?? job);
}
