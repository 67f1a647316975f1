import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Unfinished, failed and expired rows of each kind: few, however long the history is. */
export const FEW = 50;

const digits = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');

/** The numbers from 0 to `rows` - 1, as `n.n`; `rows` is a power of ten. */
const numbers = (rows: number): SQL => {
  const places = Array.from({ length: Math.round(Math.log10(rows)) }, (_, place) => place);
  const sum = places.map((place) => `t${place}.d * ${10 ** place}`).join(' + ');
  return sql.raw(`(SELECT ${sum} AS n FROM ${places.map((place) => `(${digits}) t${place}`).join(', ')}) n`);
};

/** The id of the n-th row of each table, in the form of a UUID. */
export const forgedId = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const id = sql`concat('00000000-0000-0000-0000-', lpad(n.n, 12, '0'))`;
/** The storage server that has all chunks. */
export const SERVER = forgedId(0);
const few = sql.raw(`n.n < ${FEW}`);
/** Spread over the last year and the hours of its days; the first few are older than that. */
const time = sql`now(3) - interval if(${few}, 400, n.n % 360 + 1) day - interval n.n % 86400 second`;
/** A quarter belongs to one account, the rest to another: sorting all of either stands out. */
const account = sql`if(n.n % 4 = 0, 'small', 'large')`;

/**
 * Fills the tables of an empty database with a year of finished work, `rows` of each kind, and a few rows that sweeps look
 * for. See `forgedId` for the ids.
 */
export async function forgeHistory(db: Db, rows: number): Promise<void> {
  const from = sql`FROM ${numbers(rows)}`;
  const finished = sql`${account}, if(n.n BETWEEN ${FEW} AND ${2 * FEW - 1}, 'processing', 'completed'), ${id},
    now(3), ${time}, if(n.n BETWEEN ${FEW} AND ${2 * FEW - 1}, null, ${time}), ${time}`;
  const columns = sql.raw('account_id, status, trace_id, enqueued_at, created_at, completed_at, updated_at');
  const fills = [
    sql`documents (doc_id, account_id, doc_hash_256, original_filename, content_type, file_size_bytes, storage, s3_key,
        upload_status, verified_at, created_at, updated_at)
      SELECT ${id}, ${account}, sha2(n.n, 256), 'a.csv', 'text/csv', 1, if(n.n % 2, 'chunked', 'single'),
        concat('key/', ${id}),
        case when ${few} then 'UPLOAD_FAILED' when n.n < ${2 * FEW} then 'UPLOAD_VERIFYING'
          when n.n < ${3 * FEW} then 'UPLOAD_URL_GENERATED' else 'UPLOAD_COMPLETE' end,
        if(n.n % 1000 = 500, null, now(3) - interval 1 day), ${time},
        if(n.n < ${4 * FEW}, ${time}, now(3) - interval 1 day)`,
    sql`document_chunks (doc_id, chunk_number, server_id, s3_key, chunk_size, status, verified_at)
      SELECT ${id}, 0, ${SERVER}, concat('chunk/', ${id}), 1, 'completed', now(3) - interval 1 day`,
    sql`upload_sessions (session_id, doc_id, status, expires_at)
      SELECT ${id}, ${id}, if(${few}, 'active', 'completed'), ${time}`,
    sql`bulk_import_jobs (id, importer, doc_id, options, ${columns}) SELECT ${id}, 'assets', ${id}, '{}', ${finished}`,
    sql`bulk_import_batches (job_id, batch_no, first_row, last_row, row_count, succeeded, failed, skipped)
      SELECT ${id}, 0, 1, 1, 1, 1, 0, 0`,
    sql`analysis_reports (analysis_id, tool, doc_id, options, ${columns})
      SELECT ${id}, 'profile-my-data', ${id}, json_object('parameters', json_object('compare_doc_id', ${id})), ${finished}`,
    sql`reprocess_runs (run_id, filter, ${columns}) SELECT ${id}, '{}', ${finished}`,
    sql`downloads (download_id, account_id, analysis_id, kind, file_name, format, s3_path, status, created_at, uploaded_at)
      SELECT ${id}, ${account}, ${id}, 'clean', 'a.csv', 'csv', 'a', if(n.n BETWEEN ${FEW} AND ${2 * FEW - 1},
        'upload_failed', 'expired'), ${time}, ${time}`,
    sql`request_traces (trace_id, parent_trace_id, account_id, operation, doc_id, job_id, status, start_time)
      SELECT ${id}, ${id}, ${account}, 'import.run', ${id}, ${id}, 'SUCCESS', if(${few}, ${time}, now(3) - interval 1 day)`,
    sql`error_logs (error_id, trace_id, account_id, operation, error_code, error_message, created_at)
      SELECT ${id}, ${id}, ${account}, 'import.run', 'INTERNAL', 'x', if(${few}, ${time}, now(3) - interval 1 day)`,
    sql`audit_events (event_id, account_id, action, resource_kind, resource_id, outcome, actor_subject, operation, request_id,
        trace_id, created_at)
      SELECT ${id}, ${account}, if(n.n % 3 = 0, 'import.cancel', 'import.create'), 'import', ${id}, 'done',
        if(n.n % 7 = 0, 'kim', 'lee'), 'POST /', 'x', ${id}, ${time}`,
    sql`idempotency_keys (account_id, \`key\`, locked_until, lock_token, created_at)
      SELECT ${account}, ${id}, now(3), 'x', if(${few}, ${time}, now(3))`,
    sql`running_jobs (kind, job_id, run_id, started_at) SELECT 'import-file', ${id}, ${id}, if(${few}, ${time}, now(3))`,
    sql`assets (account_id, identifier, name) SELECT ${account}, ${id}, 'a'`,
  ];
  await db.execute(sql`INSERT INTO storage_servers (server_id, name, region, bucket)
    VALUES (${SERVER}, 'default', 'none', 'none')`);
  for (const fill of fills) await db.execute(sql`INSERT INTO ${fill} ${from}`);
  await db.execute(sql`INSERT INTO bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, message)
    SELECT ${id}, 1, 0, 1, 'failed', 'invalid', 'x' FROM ${numbers(100)} WHERE ${few}`);
  await db.execute(
    sql`INSERT INTO import_deletions (job_id, seq, key_values) SELECT ${id}, 1, '["a"]' FROM ${numbers(100)} WHERE ${few}`,
  );
  const tables = fills.map((fill) => /^\w+/.exec(String((fill.queryChunks[0] as { value: string[] }).value[0]))?.[0]);
  await db.execute(sql.raw(`ANALYZE TABLE ${[...tables, 'bulk_import_rejects', 'import_deletions'].join(', ')}`));
}
