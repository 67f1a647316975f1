import { newId, type Warning } from '@sluice/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type NewDownload, recordDownload } from '../downloads/record.ts';
import { refuseWithoutDocument } from '../errors.ts';
import { defineWork, finalStatuses, lifecycle } from '../lifecycle/index.ts';
import { analysisReports } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { type AnalysisKey, analysisColumns, isTheAnalysis } from './read.ts';

/** The lifecycle of analyses. Every attempt starts over, because nothing is recorded before the end. */
export const analysisWork = defineWork({
  table: analysisReports,
  id: analysisReports.analysisId,
  waiting: 'queued',
  edges: lifecycle('queued'),
  columns: analysisColumns,
  accountIndex: 'analysis_reports_account_status',
  statusIndex: 'analysis_reports_status',
  onClaim: () => ({ startedAt: sql`coalesce(${analysisReports.startedAt}, now(3))`, phase: null, percent: 0 }),
  onRetry: { phase: null, percent: 0 },
});

export interface NewAnalysis {
  readonly accountId: string;
  readonly docId: string;
  readonly tool: string;
  readonly options: Record<string, unknown>;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/**
 * Inserts a new analysis with status `queued` and returns its id. Enqueue it afterwards. `awaited`: the caller waits for the
 * result and calls a worker directly, so the row is not an orphan even though the queue has no job with that id.
 * @throws AppError NOT_FOUND when the document has been deleted
 */
export async function createAnalysis(db: Db | Tx, input: NewAnalysis, { awaited = false } = {}): Promise<string> {
  const analysisId = newId();
  const row = { analysisId, ...input, ...(awaited ? { enqueuedAt: sql`now(3)` } : {}) };
  await db.insert(analysisReports).values(row).catch(refuseWithoutDocument);
  return analysisId;
}

export interface AnalysisStep {
  readonly analysisId: string;
  readonly attempt: number;
  /** Truncated to 32 characters; non-ASCII ones become `?`. */
  readonly phase: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly totalRows?: number;
}

/** Updates the progress; has no effect once a newer attempt has taken over. */
export async function recordAnalysisProgress(db: Db, step: AnalysisStep): Promise<void> {
  await db
    .update(analysisReports)
    .set({
      phase: step.phase.replace(/[^ -~]/g, '?').slice(0, 32),
      percent: Math.min(100, Math.max(0, Math.floor(step.percent))),
      ...(step.totalRows === undefined ? {} : { totalRows: step.totalRows }),
      updatedAt: sql`now(3)`,
    })
    .where(
      and(
        eq(analysisReports.analysisId, step.analysisId),
        eq(analysisReports.status, 'processing'),
        analysisWork.ofAttempt(step.attempt),
      ),
    );
}

export interface AnalyzedFile {
  readonly analysisId: string;
  readonly attempt: number;
  readonly reading: Record<string, unknown>;
  readonly warnings: readonly Warning[];
}

/** Records how the file was read; has no effect once a newer attempt has taken over. */
export async function recordAnalyzedFile(db: Db, file: AnalyzedFile): Promise<void> {
  const { analysisId, attempt, reading, warnings } = file;
  await db
    .update(analysisReports)
    .set({ reading, warnings: [...warnings], warningCount: warnings.length, updatedAt: sql`now(3)` })
    .where(
      and(
        eq(analysisReports.analysisId, analysisId),
        eq(analysisReports.status, 'processing'),
        analysisWork.ofAttempt(attempt),
      ),
    );
}

export interface AnalysisEnd {
  readonly analysisId: string;
  readonly attempt: number;
  /** The report to store in MySQL, complete or trimmed. */
  readonly report: Record<string, unknown>;
  /** Where the complete report is, if `report` is trimmed and report.json is an artifact. */
  readonly reportS3Path: string | null;
  readonly executionTimeMs: number;
  readonly totalRows: number;
  readonly reading: Record<string, unknown>;
  readonly warnings: readonly Warning[];
  /** Recorded in the same transaction, so a completed analysis always has its downloads. */
  readonly downloads: readonly NewDownload[];
}

/**
 * Completes the analysis with its report and downloads. Only the first call by the newest attempt takes effect; any other
 * call returns false. The report is written with an update, not an upsert, so that an analysis deleted in the meantime
 * does not reappear.
 */
export async function finishAnalysis(db: Db, end: AnalysisEnd): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const { report, reportS3Path, executionTimeMs, totalRows, reading, warnings } = end;
    const set = {
      report,
      reportS3Path,
      executionTimeMs,
      totalRows,
      reading,
      warnings: [...warnings],
      warningCount: warnings.length,
      phase: null,
      percent: 100,
      errorCode: null,
      errorMessage: null,
    };
    const ended = await analysisWork.changeStatus(
      tx,
      end.analysisId,
      'complete',
      { ...set, timestamp: sql`now(3)`, completedAt: sql`now(3)` },
      analysisWork.ofAttempt(end.attempt),
    );
    if (ended) {
      for (const download of end.downloads) await recordDownload(tx, download);
      return true;
    }
    const row = await analysisWork.watch(tx, end.analysisId);
    return row?.status === 'completed' && row.attempt === end.attempt;
  });
}

/** Deletes a final analysis and the rows of its downloads; delete their objects in the same transaction. False if it is not final. */
export async function deleteAnalysis(db: Db | Tx, key: AnalysisKey): Promise<boolean> {
  const [{ affectedRows }] = await db
    .delete(analysisReports)
    .where(and(isTheAnalysis(key), inArray(analysisReports.status, finalStatuses)));
  return affectedRows === 1;
}
