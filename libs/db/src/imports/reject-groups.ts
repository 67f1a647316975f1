import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import type { BulkImportReject } from '../schema/index.ts';
import { listRejects } from './progress.ts';

/** Row errors that are alike. */
export interface RejectGroup {
  readonly count: number;
  /** How many different values they have; 1 if they were grouped by value. */
  readonly values: number;
  /** The first of them in the file. */
  readonly first: Pick<BulkImportReject, 'row' | 'line' | 'outcome' | 'code' | 'field' | 'value' | 'message'>;
}

export interface RejectGroups {
  /** How many row errors were counted: the first ones of the file, up to `most`. */
  readonly counted: number;
  /** Whether these are all. */
  readonly complete: boolean;
  /** By code and field, the largest first. */
  readonly causes: Found;
  /** By code, field and value, the largest first. */
  readonly groups: Found;
}

interface Found {
  /** How many there are. */
  readonly total: number;
  /** The first `limit` of them. */
  readonly items: readonly RejectGroup[];
}

export interface RejectGroupsQuery {
  readonly jobId: string;
  readonly limit: number;
  /** How many row errors are counted at most. */
  readonly most: number;
}

interface Row extends Omit<RejectGroup, 'first'> {
  readonly by_value: number;
  readonly total: number;
  readonly counted: string;
  readonly last_place: number;
}

/** More than the largest `seq`, which is a SMALLINT: one number for a place in the file. */
const PLACES = 65_536;

/**
 * The row errors of an import by cause, and by cause and value. The caller has checked that the account owns it. Reads the
 * first `most` by primary key, once, so that both ways of grouping count the same ones; values are compared by their bytes.
 */
export async function groupRejects(db: Db, { jobId, limit, most }: RejectGroupsQuery): Promise<RejectGroups> {
  const [rows] = await db.execute(sql`
    WITH counted AS (
      SELECT outcome, code, field, CAST(value AS BINARY) AS value, \`row\` * ${PLACES} + seq AS place
      FROM bulk_import_rejects
      WHERE job_id = ${jobId}
      ORDER BY \`row\`, seq
      LIMIT ${most}
    ), grouped AS (
      SELECT 0 AS by_value, COUNT(*) AS size, COUNT(DISTINCT value) + MAX(value IS NULL) AS value_count,
        MIN(place) AS place, MAX(place) AS last_place
      FROM counted
      GROUP BY outcome, code, field
      UNION ALL
      SELECT 1, COUNT(*), 1, MIN(place), MAX(place)
      FROM counted
      GROUP BY outcome, code, field, value
    ), ordered AS (
      SELECT grouped.*,
        ROW_NUMBER() OVER (PARTITION BY by_value ORDER BY size DESC, place) AS position,
        COUNT(*) OVER (PARTITION BY by_value) AS total,
        SUM(size) OVER (PARTITION BY by_value) AS counted_rows,
        MAX(last_place) OVER (PARTITION BY by_value) AS end_place
      FROM grouped
    )
    SELECT o.by_value, o.size AS count, o.value_count AS \`values\`, o.total, o.counted_rows AS counted,
      o.end_place AS last_place, f.\`row\`, f.\`line\`, f.outcome, f.code, f.field, f.value, f.message
    FROM ordered o
    JOIN bulk_import_rejects f
      ON f.job_id = ${jobId} AND f.\`row\` = o.place DIV ${PLACES} AND f.seq = o.place MOD ${PLACES}
    WHERE o.position <= ${limit}
    ORDER BY o.by_value, o.position`);
  const found = rows as unknown as (Row & RejectGroup['first'])[];
  const counted = Number(found[0]?.counted ?? 0);
  return {
    counted,
    complete: counted < most || !(await hasRejectsAfter(db, jobId, found[0]?.last_place ?? 0)),
    causes: foundBy(0, found),
    groups: foundBy(1, found),
  };
}

function foundBy(byValue: number, rows: readonly (Row & RejectGroup['first'])[]): Found {
  const own = rows.filter((row) => row.by_value === byValue);
  const items = own.map(({ count, values, row, line, outcome, code, field, value, message }) => {
    return { count, values, first: { row, line, outcome, code, field, value, message } };
  });
  return { total: own[0]?.total ?? 0, items };
}

async function hasRejectsAfter(db: Db, jobId: string, place: number): Promise<boolean> {
  const cursor = { row: Math.floor(place / PLACES), seq: place % PLACES };
  return (await listRejects(db, { jobId, cursor, limit: 0 })).hasMore;
}
