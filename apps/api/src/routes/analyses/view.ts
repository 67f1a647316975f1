import type { z } from '@hono/zod-openapi';
import type { Analysis, AnalysisProgress } from '@sluice/db/analyses';
import type { Download } from '@sluice/db/downloads';
import type { AnalysisOptions, ToolName } from '@sluice/jobs';
import { publicErrorOf } from '../../problem.ts';
import { type Bucket, viewDownload } from '../downloads/view.ts';
import { viewRead } from '../reading.ts';
import type { analysisProgressSchema, analysisSchema, analysisSummarySchema } from './schemas.ts';
import { analysisUrl } from './shared.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The progress of the analysis as the API returns it. */
export const viewAnalysisProgress = (analysis: AnalysisProgress): z.output<typeof analysisProgressSchema> => ({
  analysis_id: analysis.analysisId,
  tool: analysis.tool as ToolName,
  status: analysis.status,
  attempt: analysis.attempt,
  phase: analysis.phase,
  percent: analysis.percent,
  total_rows: analysis.totalRows,
  error_code: analysis.errorCode,
  error_message: publicErrorOf(analysis),
  warning_count: analysis.warningCount,
});

/** The analysis as lists show it. */
export function viewAnalysisSummary(analysis: Analysis): z.output<typeof analysisSummarySchema> {
  const { parameters, artifacts, upload_to_s3 } = analysis.options as AnalysisOptions;
  return {
    ...viewAnalysisProgress(analysis),
    account_id: analysis.accountId,
    doc_id: analysis.docId,
    parameters,
    artifacts,
    upload_to_s3,
    execution_time_ms: analysis.executionTimeMs,
    requested_by: analysis.requestedBy,
    trace_id: analysis.traceId,
    status_url: analysisUrl(analysis.analysisId),
    created_at: analysis.createdAt.toISOString(),
    started_at: iso(analysis.startedAt),
    completed_at: iso(analysis.completedAt),
  };
}

/** The analysis without its report. */
export const viewAnalysis = (
  bucket: Bucket,
  analysis: Analysis,
  downloads: readonly Download[],
): z.output<typeof analysisSchema> => ({
  ...viewAnalysisSummary(analysis),
  ...viewRead(analysis),
  downloads: downloads.map((download) => viewDownload(bucket, download)),
});
