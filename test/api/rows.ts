import { newId } from '@sluice/core';
import { beginDocument, completeDocument, createImport } from '@sluice/db';
import { sql } from 'drizzle-orm';
import type { Stack } from '../harness/index.ts';
import { sha256 } from './support.ts';

/** A complete document's row, without an object: for tests that need no bytes. */
export async function aDocument({ db }: Stack, accountId: string): Promise<string> {
  const docId = newId();
  const s3Key = `none/${docId}`;
  await beginDocument(db, { docId, accountId, originalFilename: 'a.csv', contentType: 'text/csv', s3Key });
  await completeDocument(db, { accountId, docId, sha256: sha256(docId), sizeBytes: 1 });
  return docId;
}

export interface ImportRow {
  readonly accountId: string;
  readonly importer?: string;
  readonly status?: string;
  readonly createdAt?: string;
  readonly options?: Record<string, unknown>;
  /** Counters by their column: processed_rows, failed_rows and so on. */
  readonly counters?: Readonly<Record<string, number | string | null>>;
}

/** An import's row in any state, as a worker would have left it. */
export async function anImport(stack: Stack, row: ImportRow): Promise<string> {
  const { accountId, importer = 'assets', status = 'pending', options = {}, counters = {}, createdAt } = row;
  const docId = await aDocument(stack, accountId);
  const id = await createImport(stack.db, { accountId, importer, docId, options, traceId: newId() });
  const sets = Object.entries({ ...counters, status, ...(createdAt ? { created_at: createdAt } : {}) });
  const assignments = sets.map(([column, value]) => sql`${sql.identifier(column)} = ${value}`);
  await stack.db.execute(sql`update bulk_import_jobs set ${sql.join(assignments, sql`, `)} where id = ${id}`);
  return id;
}

/** Errors of the rows 2, 3, ... of an import. */
export async function rejects({ db }: Stack, jobId: string, count: number): Promise<void> {
  for (let row = 2; row < count + 2; row++) {
    await db.execute(sql`insert into bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, field, value, message)
      values (${jobId}, ${row}, 0, ${row + 1}, 'failed', 'TOO_LONG', 'name', ${`v${row}`}, 'is too long')`);
  }
}
