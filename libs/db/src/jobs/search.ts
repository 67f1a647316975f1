import { type SQL, sql } from 'drizzle-orm';
import { type JobListKind, jobTables } from './kinds.ts';

/** The parts of a query that match a search text. */
interface Search {
  /** Placed before the table: the ids of the matching jobs, joined by `on`. */
  readonly from?: SQL;
  readonly on?: SQL;
  /** Appended to the other conditions. */
  readonly condition?: SQL;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A UUID is looked up in every id column, each with its own index: the job, the document, the trace of the request that
 * started the job, and the job's own traces. Other text matches part of the file name, which re-processing runs do not have.
 */
export function whatIsAsked(kind: JobListKind, q: string | undefined): Search {
  if (q === undefined) return {};
  if (UUID.test(q)) return byId(kind, q.toLowerCase());
  if (kind === 'reprocess') return { condition: sql`and false` };
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  // Not by the joined document: MySQL would begin with all documents of that name and sort their jobs.
  return { condition: sql`and (select original_filename from documents where doc_id = j.doc_id) like ${pattern}` };
}

function byId(kind: JobListKind, q: string): Search {
  const { table, id } = jobTables[kind];
  const ways = [
    sql`select ${id} as id from ${table} where ${id} = ${q}`,
    sql`select ${id} from ${table} where trace_id = ${q}`,
    sql`select job_id from request_traces where trace_id = ${q} and job_id is not null`,
    ...(kind === 'reprocess' ? [] : [sql`select ${id} from ${table} where doc_id = ${q}`]),
  ];
  return { from: sql`(${sql.join(ways, sql` union `)}) found join`, on: sql`on j.${id} = found.id` };
}
