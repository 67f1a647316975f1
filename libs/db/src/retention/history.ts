import { and, asc, eq, gt, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import type { Db } from '../client.ts';
import { finalStatuses } from '../lifecycle/index.ts';
import {
  analysisReports,
  bulkImportJobs,
  bulkImportRejects,
  downloads,
  importDeletions,
  reprocessRuns,
} from '../schema/index.ts';
import { none } from '../subqueries.ts';

/** Records of work that ends. */
export const workRecords = ['import', 'analysis', 'reprocess'] as const;
export type WorkRecord = (typeof workRecords)[number];

interface RecordTable {
  readonly table: MySqlTable;
  /** The column of the primary key, which is the second part of `ended`. */
  readonly key: MySqlColumn;
  readonly status: MySqlColumn;
  readonly completedAt: MySqlColumn;
  /** The index on the time of the end. */
  readonly ended: string;
  /** Nothing that has its own retention refers to the record. */
  readonly unused: (db: Db) => SQL | undefined;
}

const one = { one: sql`1` };
/** `forceIndex`: most artifacts have another owner, by which MySQL takes the index for useless. */
const hasNoArtifact = (db: Db, forceIndex: string, ofOwner: SQL): SQL =>
  none(
    db
      .select(one)
      .from(downloads, { forceIndex })
      .where(and(ofOwner, ne(downloads.status, 'expired')))
      .limit(1),
  );

const tables: Readonly<Record<WorkRecord, RecordTable>> = {
  import: {
    table: bulkImportJobs,
    key: bulkImportJobs.id,
    status: bulkImportJobs.status,
    completedAt: bulkImportJobs.completedAt,
    ended: 'bulk_import_jobs_completed',
    unused: (db) =>
      and(
        hasNoArtifact(db, 'downloads_job', eq(downloads.jobId, bulkImportJobs.id)),
        none(db.select(one).from(bulkImportRejects).where(eq(bulkImportRejects.jobId, bulkImportJobs.id)).limit(1)),
        none(db.select(one).from(importDeletions).where(eq(importDeletions.jobId, bulkImportJobs.id)).limit(1)),
      ),
  },
  analysis: {
    table: analysisReports,
    key: analysisReports.id,
    status: analysisReports.status,
    completedAt: analysisReports.completedAt,
    ended: 'analysis_reports_completed',
    unused: (db) => hasNoArtifact(db, 'downloads_analysis', eq(downloads.analysisId, analysisReports.analysisId)),
  },
  reprocess: {
    table: reprocessRuns,
    key: reprocessRuns.runId,
    status: reprocessRuns.status,
    completedAt: reprocessRuns.completedAt,
    ended: 'reprocess_runs_completed',
    unused: () => undefined,
  },
};

/** A record that has ended; `key` is its primary key. */
export interface OutdatedRecord {
  readonly key: string | number;
  readonly completedAt: Date;
}

const isOutdated = (db: Db, { status, completedAt, unused }: RecordTable, before: Date): SQL | undefined =>
  and(lt(completedAt, before), inArray(status, finalStatuses), unused(db));

/** Records of work that ended before `before` and of which nothing else is kept, oldest first. */
export async function listOutdatedRecords(
  db: Db,
  { kind, before, after, limit }: { kind: WorkRecord; before: Date; after?: OutdatedRecord | undefined; limit: number },
): Promise<OutdatedRecord[]> {
  const of = tables[kind];
  const { table, key, completedAt, ended } = of;
  const beyond =
    after && or(gt(completedAt, after.completedAt), and(eq(completedAt, after.completedAt), gt(key, after.key)));
  const rows = await db
    .select({ key, completedAt })
    .from(table, { forceIndex: ended })
    .where(and(isOutdated(db, of, before), beyond))
    .orderBy(asc(completedAt), asc(key))
    .limit(limit);
  return rows as OutdatedRecord[];
}

/**
 * Deletes a record with its batches and expired artifacts; the rows that an import wrote stay. False if it has been started
 * again, or an artifact of it requested, since it was listed.
 */
export async function deleteRecord(
  db: Db,
  { kind, key, before }: { kind: WorkRecord; key: OutdatedRecord['key']; before: Date },
): Promise<boolean> {
  const of = tables[kind];
  const [{ affectedRows }] = await db.delete(of.table).where(and(eq(of.key, key), isOutdated(db, of, before)));
  return affectedRows === 1;
}
