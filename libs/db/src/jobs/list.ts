import { type SQL, sql } from 'drizzle-orm';
import { type AccountScope, everyAccount } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { inOrder, type Page, page, type TimeCursor } from '../page.ts';
import { type JobListKind, type JobState, jobKinds, jobTables, stateOf, statusesOf } from './kinds.ts';
import { whatIsAsked } from './search.ts';

export interface JobFilter {
  readonly accountId: AccountScope;
  readonly kind?: readonly JobListKind[];
  readonly state?: readonly JobState[];
  /** Only analyses with this tool. */
  readonly tool?: string;
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  /** An id (of a job, its document or a trace), or part of the file name. */
  readonly q?: string;
  /** Default: newest first. */
  readonly oldestFirst?: boolean;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

/** The records of an import so far. */
export interface ImportCounts {
  readonly failedRows: number;
  readonly skippedRows: number;
  readonly insertedRows: number;
  /** With those that were unchanged. */
  readonly updatedRows: number;
  readonly unchangedRows: number;
  /** Rows of the table that the file lacks and that were deleted. */
  readonly deletedRows: number;
}

/** An import, an analysis or a re-processing run, as an entry of the combined list. */
export interface ListedJob {
  readonly kind: JobListKind;
  readonly id: string;
  readonly accountId: string;
  /** Imports only. */
  readonly importer: string | null;
  /** Analyses only. */
  readonly tool: string | null;
  readonly fileName: string | null;
  readonly docId: string | null;
  readonly status: string;
  readonly state: JobState;
  /** Null until the total is known. */
  readonly percent: number | null;
  /** Rows of the file; for a re-processing run, its files. */
  readonly totalRows: number | null;
  readonly failedRows: number | null;
  /** What became of the records of an import; null for other jobs. */
  readonly importCounts: ImportCounts | null;
  /** Imports only. */
  readonly dryRun: boolean | null;
  /** Warnings about the file. */
  readonly warningCount: number;
  readonly errorCode: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly traceId: string;
}

/** Rounded down, so that 100 means complete. */
const percent = (done: SQL, total: SQL): SQL =>
  sql`case when ${total} is null then null when ${total} = 0 then 100
    else least(100, floor(${done} / ${total} * 10000) / 100) end`;

/** An all-or-nothing import has no processed rows before its end, so its checked rows are shown. */
const importedRows = sql`if(json_unquote(json_extract(j.options, '$.on_invalid')) = 'abort',
  greatest(j.processed_rows, j.checked_rows), j.processed_rows)`;

/** The columns of each kind for the combined list, in the order of `ListedJob`. */
const columns: Readonly<Record<JobListKind, SQL>> = {
  import: sql`'import' as kind, j.id as id, j.account_id, j.importer as importer, null as tool,
    d.original_filename as file_name, j.doc_id, cast(j.status as char) as status,
    ${percent(importedRows, sql`j.total_rows`)} as percent, j.total_rows as total_rows, j.failed_rows as failed_rows,
    j.skipped_rows as skipped_rows, j.inserted_rows as inserted_rows, j.updated_rows as updated_rows,
    j.unchanged_rows as unchanged_rows, j.deleted_rows as deleted_rows, json_unquote(json_extract(j.options, '$.dry_run')) = 'true' as dry_run,
    j.warning_count as warning_count, j.error_code, j.created_at as created_at, j.started_at as started_at, j.completed_at, j.trace_id`,
  analysis: sql`'analysis' as kind, j.analysis_id as id, j.account_id, null as importer, j.tool as tool,
    d.original_filename as file_name, j.doc_id, cast(j.status as char) as status,
    j.percent as percent, j.total_rows as total_rows, null as failed_rows,
    null as skipped_rows, null as inserted_rows, null as updated_rows, null as unchanged_rows, null as deleted_rows, null as dry_run,
    j.warning_count as warning_count, j.error_code, j.created_at as created_at, j.started_at as started_at, j.completed_at, j.trace_id`,
  reprocess: sql`'reprocess' as kind, j.run_id as id, j.account_id, null as importer, null as tool,
    null as file_name, null as doc_id, cast(j.status as char) as status,
    if(j.status = 'completed', 100, ${percent(sql`j.processed`, sql`nullif(j.matched, 0)`)}) as percent,
    j.matched as total_rows, j.failed as failed_rows,
    null as skipped_rows, null as inserted_rows, null as updated_rows, null as unchanged_rows, null as deleted_rows, null as dry_run,
    0 as warning_count, j.error_code, j.created_at as created_at, null as started_at, j.completed_at, j.trace_id`,
};

const all = (conditions: readonly (SQL | undefined)[]): SQL =>
  sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  );

function conditionsOf(kind: JobListKind, filter: JobFilter): SQL {
  const { accountId, state, tool, from, to, oldestFirst = false, cursor } = filter;
  const beyond = oldestFirst ? sql`>` : sql`<`;
  const { id } = jobTables[kind];
  return all([
    sql`1 = 1`,
    accountId === everyAccount ? undefined : sql`j.account_id = ${accountId}`,
    state?.length
      ? sql`j.status in (${sql.join(
          statusesOf(kind, state).map((one) => sql`${one}`),
          sql`, `,
        )})`
      : undefined,
    tool === undefined ? undefined : sql`j.tool = ${tool}`,
    from && sql`j.created_at >= ${from}`,
    to && sql`j.created_at < ${to}`,
    cursor &&
      sql`(j.created_at ${beyond} ${cursor.createdAt}
        or (j.created_at = ${cursor.createdAt} and j.${id} ${beyond} ${cursor.id}))`,
  ]);
}

const directionOf = ({ oldestFirst = false }: JobFilter): SQL => (oldestFirst ? sql`asc` : sql`desc`);

/** The first jobs of one kind. Each branch has its own limit, so that it reads only a page of its index. */
function branch(kind: JobListKind, filter: JobFilter): SQL {
  const { table, id, indexes } = jobTables[kind];
  const asked = whatIsAsked(kind, filter.q);
  const wanted = statusesOf(kind, filter.state ?? []);
  // Most jobs are completed ones, so a filter for these and others soon fills a page in the order of the list.
  const status = wanted.length > 1 && wanted.includes('completed') ? [] : wanted;
  const { forceIndex } = inOrder(indexes, { ...filter, status });
  const index = forceIndex && !asked.from ? sql.raw(`force index (${forceIndex})`) : sql``;
  const document = kind === 'reprocess' ? sql`` : sql`left join documents d on d.doc_id = j.doc_id`;
  return sql`(select ${columns[kind]} from ${asked.from ?? sql``} ${table} j ${index} ${asked.on ?? sql``} ${document}
    where ${conditionsOf(kind, filter)} ${asked.condition ?? sql``}
    order by j.created_at ${directionOf(filter)}, j.${id} ${directionOf(filter)} limit ${filter.limit + 1})`;
}

/** Imports, analyses and re-processing runs, newest or oldest first. */
export async function listJobs(db: Db, filter: JobFilter): Promise<Page<ListedJob>> {
  const kinds = jobKinds.filter(
    (kind) =>
      (!filter.kind?.length || filter.kind.includes(kind)) && (filter.tool === undefined || kind === 'analysis'),
  );
  if (kinds.length === 0) return page([], filter.limit);
  const branches = kinds.map((kind) => branch(kind, filter));
  const [rows] = await db.execute(sql`select * from (${sql.join(branches, sql` union all `)}) jobs
    order by created_at ${directionOf(filter)}, id ${directionOf(filter)} limit ${filter.limit + 1}`);
  return page((rows as unknown as JobRow[]).map(listedJob), filter.limit);
}

/** A row of a raw query, in which times are text. */
interface JobRow {
  readonly kind: JobListKind;
  readonly id: string;
  readonly account_id: string;
  readonly importer: string | null;
  readonly tool: string | null;
  readonly file_name: string | null;
  readonly doc_id: string | null;
  readonly status: Parameters<typeof stateOf>[0];
  readonly percent: string | number | null;
  readonly total_rows: number | null;
  readonly failed_rows: number | null;
  readonly skipped_rows: number | null;
  readonly inserted_rows: number | null;
  readonly updated_rows: number | null;
  readonly unchanged_rows: number | null;
  readonly deleted_rows: number | null;
  readonly dry_run: number | null;
  readonly warning_count: number;
  readonly error_code: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly trace_id: string;
}

/** `2026-11-22 04:59:00.123`, in UTC like all sessions. */
const timeOf = (text: string): Date => new Date(`${text.replace(' ', 'T')}Z`);
const optionalTime = (text: string | null): Date | null => (text === null ? null : timeOf(text));

const listedJob = (row: JobRow): ListedJob => ({
  kind: row.kind,
  id: row.id,
  accountId: row.account_id,
  importer: row.importer,
  tool: row.tool,
  fileName: row.file_name,
  docId: row.doc_id,
  status: row.status,
  state: stateOf(row.status),
  percent: row.percent === null ? null : Number(row.percent),
  totalRows: row.total_rows,
  failedRows: row.failed_rows,
  importCounts:
    row.kind === 'import'
      ? {
          failedRows: Number(row.failed_rows),
          skippedRows: Number(row.skipped_rows),
          insertedRows: Number(row.inserted_rows),
          updatedRows: Number(row.updated_rows),
          unchangedRows: Number(row.unchanged_rows),
          deletedRows: Number(row.deleted_rows),
        }
      : null,
  dryRun: row.kind === 'import' ? Number(row.dry_run) === 1 : null,
  warningCount: Number(row.warning_count),
  errorCode: row.error_code,
  createdAt: timeOf(row.created_at),
  startedAt: optionalTime(row.started_at),
  completedAt: optionalTime(row.completed_at),
  traceId: row.trace_id,
});
