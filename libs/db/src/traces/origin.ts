import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports, bulkImportJobs, documents, downloads, reprocessRuns } from '../schema/index.ts';
import type { NewTrace } from './trace.ts';

/** The account that a job works for, and the trace of its request. */
export type TraceOrigin = Pick<NewTrace, 'parentTraceId' | 'accountId' | 'docId' | 'jobId'>;

/** The ids that job payloads carry; at most one is set. */
export interface JobSubject {
  readonly job_id?: string;
  readonly analysis_id?: string;
  readonly download_id?: string;
  readonly run_id?: string;
  readonly doc_id?: string;
}

/** The origin of a job, from the row that it works on; if the row has been deleted, only the id. */
export async function traceOrigin(db: Db, subject: JobSubject): Promise<TraceOrigin> {
  const { job_id, analysis_id, download_id, run_id, doc_id } = subject;
  if (job_id !== undefined) return ofImport(db, job_id);
  if (analysis_id !== undefined) return ofAnalysis(db, analysis_id);
  if (download_id !== undefined) return ofDownload(db, download_id);
  if (run_id !== undefined) return ofRun(db, run_id);
  return doc_id === undefined ? {} : ofDocument(db, doc_id);
}

interface Found {
  readonly parentTraceId: string | null;
  readonly accountId: string;
  readonly docId?: string | null;
}

const present = (found: Found | undefined): TraceOrigin =>
  Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => value !== null));

async function ofImport(db: Db, jobId: string): Promise<TraceOrigin> {
  const { traceId: parentTraceId, accountId, docId, id } = bulkImportJobs;
  const [row] = await db.select({ parentTraceId, accountId, docId }).from(bulkImportJobs).where(eq(id, jobId));
  return { ...present(row), jobId };
}

async function ofAnalysis(db: Db, jobId: string): Promise<TraceOrigin> {
  const { traceId: parentTraceId, accountId, docId, analysisId } = analysisReports;
  const [row] = await db.select({ parentTraceId, accountId, docId }).from(analysisReports).where(eq(analysisId, jobId));
  return { ...present(row), jobId };
}

/** A download has the origin of the import or analysis that produced it. */
async function ofDownload(db: Db, id: string): Promise<TraceOrigin> {
  const { jobId, analysisId, downloadId } = downloads;
  const [row] = await db.select({ jobId, analysisId }).from(downloads).where(eq(downloadId, id));
  if (row?.analysisId) return ofAnalysis(db, row.analysisId);
  return row?.jobId ? ofImport(db, row.jobId) : { jobId: id };
}

async function ofRun(db: Db, jobId: string): Promise<TraceOrigin> {
  const { traceId: parentTraceId, accountId, runId } = reprocessRuns;
  const [row] = await db.select({ parentTraceId, accountId }).from(reprocessRuns).where(eq(runId, jobId));
  return { ...present(row), jobId };
}

async function ofDocument(db: Db, id: string): Promise<TraceOrigin> {
  const { traceId: parentTraceId, accountId, docId } = documents;
  const [row] = await db.select({ parentTraceId, accountId }).from(documents).where(eq(docId, id));
  return { ...present(row), docId: id };
}
