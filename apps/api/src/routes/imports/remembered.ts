import type { BulkImportJob } from '@sluice/db/imports';

/** The newest imports of an importer that are looked at. */
export const REMEMBERED_IMPORTS = 30;

interface RememberedMapping {
  readonly job_id: string;
  /** When the import was requested. */
  readonly at: string;
  readonly mapping: Readonly<Record<string, string | null>>;
}

type Ended = Pick<BulkImportJob, 'id' | 'status' | 'options' | 'succeededRows' | 'createdAt'>;

/**
 * The mapping of the newest import that wrote rows of a file with these headers: what a person decided then is worth offering
 * again. A mapping fits a header that has all columns that it speaks of.
 * @param jobs newest first
 */
export function rememberedMapping(jobs: readonly Ended[], header: readonly string[]): RememberedMapping | null {
  const present = new Set(header);
  for (const { id, status, options, succeededRows, createdAt } of jobs) {
    const { mapping = {}, dry_run: isTrial } = options as { mapping?: RememberedMapping['mapping']; dry_run?: boolean };
    const headers = Object.keys(mapping);
    if (status !== 'completed' || isTrial || succeededRows === 0 || headers.length === 0) continue;
    if (headers.every((name) => present.has(name))) return { job_id: id, at: createdAt.toISOString(), mapping };
  }
  return null;
}
