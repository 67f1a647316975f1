import { newId } from '@sluice/core';
import type { Db, Tx } from '../client.ts';
import { refuseWithoutDocument } from '../errors.ts';
import { bulkImportJobs } from '../schema/index.ts';

export interface NewImport {
  readonly accountId: string;
  readonly importer: string;
  readonly docId: string;
  readonly options: Record<string, unknown>;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/**
 * Writes the row of a new import, `pending`, and answers its id. Enqueueing comes after: see `markEnqueued`.
 * @throws AppError NOT_FOUND when the document has been deleted
 */
export async function createImport(db: Db | Tx, input: NewImport): Promise<string> {
  const id = newId();
  await db
    .insert(bulkImportJobs)
    .values({ id, ...input })
    .catch(refuseWithoutDocument);
  return id;
}
