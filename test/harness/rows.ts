import { newId } from '@sluice/core';
import { createAnalysis } from '@sluice/db/analyses';
import { beginDocument, completeDocument } from '@sluice/db/documents';
import { type NewDownload, recordDownload } from '@sluice/db/downloads';
import { saveVersion } from '@sluice/db/importers';
import { createImport } from '@sluice/db/imports';
import { createReprocessRun, type ReprocessFilter } from '@sluice/db/reprocess-runs';
import { markerKey } from '@sluice/storage';
import { sql } from 'drizzle-orm';
import { sha256 } from './http.ts';
import type { Stack } from './stack.ts';

/** The rows of a query, for checks that bypass the API. */
export async function rows<T extends Record<string, unknown>>(
  { db }: Stack,
  query: ReturnType<typeof sql>,
): Promise<T[]> {
  const [found] = await db.execute(query);
  return found as unknown as T[];
}

/** The keys of all objects of the suite, except the marker of its bucket. */
export async function objects({ storage }: Stack): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`${storage.env}/`)) keys.push(key);
  return keys.filter((key) => key !== markerKey(storage.env));
}

/** Inserts the row of a complete document without its object, for tests that need no bytes. */
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
  /** Counters by column: processed_rows, failed_rows and so on. */
  readonly counters?: Readonly<Record<string, number | string | null>>;
}

/** Inserts the row of an import in any state, as a worker would have left it. */
export async function anImport(stack: Stack, row: ImportRow): Promise<string> {
  const { accountId, importer = 'assets', status = 'pending', options = {}, counters = {}, createdAt } = row;
  const docId = await aDocument(stack, accountId);
  const id = await createImport(stack.db, { accountId, importer, docId, options, traceId: newId() });
  const sets = Object.entries({ ...counters, status, ...(createdAt ? { created_at: createdAt } : {}) });
  const assignments = sets.map(([column, value]) => sql`${sql.identifier(column)} = ${value}`);
  await stack.db.execute(sql`update bulk_import_jobs set ${sql.join(assignments, sql`, `)} where id = ${id}`);
  return id;
}

/** Stores an importer of an account. Returns its name. */
export async function anImporter({ db }: Stack, accountId: string): Promise<string> {
  const name = 'owned-parts';
  await saveVersion(db, {
    ...{ name, accountId, title: name, origin: 'api', createdBy: null },
    ...{
      source: '{}',
      format: 'json',
      definition: { name, target: { table: 'assets', manage: 'existing' }, schema: { fields: [] } },
    },
  });
  return name;
}

/** Inserts `count` row errors of an import, from row 2 on. */
export async function rejects({ db }: Stack, jobId: string, count: number): Promise<void> {
  for (let row = 2; row < count + 2; row++) {
    await db.execute(sql`insert into bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, field, value, message)
      values (${jobId}, ${row}, 0, ${row + 1}, 'failed', 'TOO_LONG', 'name', ${`v${row}`}, 'is too long')`);
  }
}

type Columns = Readonly<Record<string, number | string | null>>;

async function setColumns({ db }: Stack, table: string, key: ReturnType<typeof sql>, columns: Columns): Promise<void> {
  const sets = Object.entries(columns).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`);
  if (sets.length > 0)
    await db.execute(sql`update ${sql.identifier(table)} set ${sql.join(sets, sql`, `)} where ${key}`);
}

export interface AnalysisRow {
  readonly accountId: string;
  readonly tool?: 'profile-my-data' | 'clean-my-data';
  /** Any columns: status, created_at, report and so on. */
  readonly columns?: Columns;
}

/** Inserts the row of an analysis in any state, as a worker would have left it. */
export async function anAnalysis(stack: Stack, row: AnalysisRow): Promise<string> {
  const { accountId, tool = 'profile-my-data', columns = {} } = row;
  const docId = await aDocument(stack, accountId);
  const options = { tool, parameters: { header: true }, artifacts: ['report.json'], upload_to_s3: true };
  const id = await createAnalysis(stack.db, { accountId, tool, docId, options, traceId: newId() });
  await setColumns(stack, 'analysis_reports', sql`analysis_id = ${id}`, columns);
  return id;
}

export type DownloadRow = Pick<NewDownload, 'accountId' | 'status'> &
  Partial<NewDownload> & { readonly createdAt?: string };

/** Inserts the row of a download, and an analysis for it if no owner is given. */
export async function aDownload(stack: Stack, { createdAt, ...row }: DownloadRow): Promise<string> {
  const owned = row.jobId || row.analysisId;
  const downloadId = newId();
  await recordDownload(stack.db, {
    ...{
      downloadId,
      kind: row.jobId ? 'import-results' : 'report',
      fileName: 'rows-report.json',
      format: 'json',
      s3Path: `none/${downloadId}`,
    },
    lastError: row.status === 'upload_failed' ? 'STORAGE_UNAVAILABLE: S3 was unreachable' : null,
    ...(owned ? {} : { analysisId: await anAnalysis(stack, { ...row, columns: { status: 'completed' } }) }),
    ...row,
  });
  if (createdAt) await setColumns(stack, 'downloads', sql`download_id = ${downloadId}`, { created_at: createdAt });
  return downloadId;
}

/** Inserts the row of a re-processing run in any state. */
export async function aRun(
  stack: Stack,
  { accountId, filter = {}, columns = {} }: { accountId: string; filter?: ReprocessFilter; columns?: Columns },
): Promise<string> {
  const id = await createReprocessRun(stack.db, { accountId, filter, traceId: newId() });
  await setColumns(stack, 'reprocess_runs', sql`run_id = ${id}`, columns);
  return id;
}
