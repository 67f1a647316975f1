import type { Db } from '@sluice/db';
import { type BulkImportJob, findRemembered, listImports } from '@sluice/db/imports';
import { ownHeaders } from '@sluice/importers';
import type { ImportPreview } from '@sluice/jobs';

/** The newest imports of an importer that are looked at if none had exactly the same headers. */
const REMEMBERED_IMPORTS = 30;

interface RememberedMapping {
  readonly job_id: string;
  /** When the import was requested. */
  readonly at: string;
  readonly mapping: Readonly<Record<string, string | null>>;
}

type Ended = Pick<BulkImportJob, 'id' | 'status' | 'options' | 'succeededRows' | 'createdAt'>;

/** What a person decided when they last imported a file with the same headers, or with some of them. */
export async function remember(
  db: Db,
  { mapping, ...of }: Pick<BulkImportJob, 'accountId' | 'importer'> & Pick<ImportPreview, 'mapping'>,
): Promise<RememberedMapping | null> {
  const headers = ownHeaders({ matches: mapping });
  const same = await findRemembered(db, { ...of, headers });
  const earlier = same ? [same] : (await listImports(db, { ...of, limit: REMEMBERED_IMPORTS })).items;
  return rememberedMapping(earlier, headers);
}

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
