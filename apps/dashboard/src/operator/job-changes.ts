import type { Job } from '../imports/job-cells.tsx';

/** Jobs per page of the list. */
export const PAGE = 50;

/** Counts new jobs above the shown ones, and shown jobs that no longer match the filter. */
export function compare(shown: readonly Job[], newest: readonly Job[]): { fresh: number; gone: number } {
  const known = new Set(shown.map(({ id }) => id));
  const present = new Set(newest.map(({ id }) => id));
  const oldest = newest.at(-1)?.created_at ?? '';
  const newestShown = shown[0]?.created_at ?? '';
  return {
    fresh: newest.filter(({ id, created_at: at }) => !known.has(id) && at >= newestShown).length,
    // Older jobs have only been pushed off the first page.
    gone: shown.filter(({ id, created_at: at }) => !present.has(id) && (newest.length < PAGE || at > oldest)).length,
  };
}

/** The shown jobs in the same order, each with its latest state. */
export function withStates(shown: readonly Job[], newest: readonly Job[]): readonly Job[] {
  const byId = new Map(newest.map((job) => [job.id, job]));
  return shown.map((job) => byId.get(job.id) ?? job);
}
