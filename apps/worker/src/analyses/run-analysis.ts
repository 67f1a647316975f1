import { setTimeout as delay } from 'node:timers/promises';
import { AppError, publicMessage, unlessAborted } from '@sluice/core';
import { type Db, databaseError } from '@sluice/db';
import { analysisWork, finishAnalysis } from '@sluice/db/analyses';
import type { NewDownload } from '@sluice/db/downloads';
import type { ArtifactName } from '@sluice/jobs';
import type { AnalysisReport, AnalysisResult, ReportDownload } from '@sluice/jobs/report';
import type { Artifact, Produced } from '../artifacts/types.ts';
import { deliver } from '../delivery/deliver.ts';
import { INLINE_BYTES, inline } from '../delivery/inline.ts';
import type { KeptFiles } from '../delivery/kept-files.ts';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';
import { countsOf, readingOf } from '../spool/reading.ts';
import { artifactsOf, fileEntry } from './producers/index.ts';
import { buildReport, firstRowIssues, jsonBytes, REPORT_BYTES, reportedChanges, trimReport } from './report.ts';
import type { LoadedTable, Material } from './types.ts';
import { type AnalysisDeps, type AnalysisRun, TOOL_DONE, withFindings } from './with-findings.ts';

export interface RunDeps extends AnalysisDeps {
  readonly kept: KeptFiles;
  readonly metrics: Pick<WorkerMetrics, 'delivered' | 'warned'>;
}

/** One attempt at one analysis, from the stored document to the recorded report. */
export async function runAnalysis(deps: RunDeps, run: AnalysisRun): Promise<AnalysisResult> {
  const began = performance.now();
  return withFindings(deps, run, async (material) => {
    const rowIssues = await firstRowIssues(material);
    const changed = await reportedChanges(material);
    const elapsed = () => Math.round(performance.now() - began);
    const report = (downloads: readonly ReportDownload[]) =>
      buildReport({ ...material, ...changed, rowIssues, downloads, executionTimeMs: elapsed() });
    const names = artifactNames(material, report([]));
    const artifacts = artifactsOf(material, names);
    const upload = material.options.upload_to_s3;
    const { entries, downloads } = upload
      ? await deliverAll(deps, run, material, artifacts)
      : { entries: await inlineAll(run, artifacts), downloads: [] };
    run.say('saving', 0.98);
    const whole = report(entries);
    const { source } = material;
    await persist(deps.db, run, { whole, executionTimeMs: elapsed(), downloads, source });
    deps.metrics.warned('analysis', source.warnings);
    if (source.warnings.length > 0)
      run.logger.warn({ warnings: countsOf(source.warnings) }, 'the file was read with warnings');
    return finalObject(deps.db, run, whole);
  });
}

/** The artifacts to produce: those requested, and report.json if the report is too long for the database. */
function artifactNames({ options }: Material, report: AnalysisReport): ArtifactName[] {
  const { artifacts, upload_to_s3: upload } = options;
  const isLong = upload && jsonBytes(report) > REPORT_BYTES * 0.9;
  return isLong ? [...new Set([...artifacts, 'report.json' as const])] : artifacts;
}

interface Delivered {
  readonly entries: ReportDownload[];
  readonly downloads: NewDownload[];
}

async function deliverAll(
  { storage, kept, metrics }: RunDeps,
  { analysis, signal, say, logger }: AnalysisRun,
  { folder }: Material,
  artifacts: readonly Artifact[],
): Promise<Delivered> {
  const entries: ReportDownload[] = [];
  const downloads: NewDownload[] = [];
  for (const [at, artifact] of artifacts.entries()) {
    const begin = TOOL_DONE + ((0.97 - TOOL_DONE) * at) / artifacts.length;
    say('writing report', begin);
    const onProduced = () => say('uploading', begin);
    const delivered = await deliver(artifact, { storage, kept, folder, signal, onProduced });
    const { failure } = delivered;
    metrics.delivered('first', failure ? 'failed' : 'delivered');
    if (failure)
      logger.warn({ err: failure, key: artifact.key }, 'could not deliver an artifact to S3; it is kept and retried');
    const error = failure && { code: failure.code, message: publicMessage(failure) };
    const status = failure ? ('upload_failed' as const) : ('uploaded' as const);
    const place = { size_bytes: delivered.sizeBytes, s3_path: artifact.key, status };
    entries.push({ ...fileEntry(artifact), ...place, ...(error && { error }) });
    const lastError = failure ? `${failure.code}: ${failure.message}` : null;
    downloads.push({ ...rowOf(artifact, delivered), ...analysisOf(analysis), status, lastError });
  }
  return { entries, downloads };
}

const analysisOf = ({ accountId, analysisId }: AnalysisRun['analysis']) => ({ accountId, analysisId });

const rowOf = ({ downloadId, kind, fileName, format, key }: Artifact, { sizeBytes, sha256 }: Produced) => ({
  ...{ downloadId, kind, fileName, format, sizeBytes, sha256 },
  s3Path: key,
});

async function inlineAll({ signal, say }: AnalysisRun, artifacts: readonly Artifact[]): Promise<ReportDownload[]> {
  const entries: ReportDownload[] = [];
  let room = INLINE_BYTES;
  for (const artifact of artifacts) {
    say('writing report', TOOL_DONE);
    const { sizeBytes, contentBase64 } = await inline(artifact, room, signal);
    room -= sizeBytes;
    entries.push({ ...fileEntry(artifact), size_bytes: sizeBytes, content_base64: contentBase64 });
  }
  return entries;
}

interface End {
  readonly whole: AnalysisReport;
  readonly executionTimeMs: number;
  readonly downloads: readonly NewDownload[];
  readonly source: LoadedTable;
}

/** Delays between attempts to record the result: half a minute in total, rather than repeating the analysis. */
const WAITS_MS = [200, 500, 1_000, 2_000, 4_000, 8_000, 15_000];

async function persist(
  db: Db,
  { analysis, signal }: AnalysisRun,
  { whole, executionTimeMs, downloads, source }: End,
): Promise<void> {
  const { analysisId, attempt } = analysis;
  const report = trimReport(whole);
  const complete = downloads.find(({ kind, format }) => kind === 'report' && format === 'json');
  const reportS3Path = 'trimmed' in report ? (complete?.s3Path ?? null) : null;
  const totalRows = source.rows + source.rejected;
  const read = { totalRows, reading: readingOf(source), warnings: source.warnings };
  const end = { analysisId, attempt, report, reportS3Path, executionTimeMs, downloads, ...read };
  for (let tried = 0; ; tried++) {
    signal.throwIfAborted();
    try {
      if (await unlessAborted(finishAnalysis(db, end), signal)) return;
      throw new AppError('JOB_SUPERSEDED', 'The analysis was taken over by another worker, cancelled or deleted.');
    } catch (thrown) {
      const error = databaseError(thrown);
      const wait = WAITS_MS[tried];
      if (error.code !== 'DATABASE_UNAVAILABLE' || wait === undefined) throw error;
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  }
}

async function finalObject(db: Db, { analysis }: AnalysisRun, report: AnalysisReport): Promise<AnalysisResult> {
  const row = await analysisWork.get(db, analysis.analysisId);
  return {
    analysis_id: analysis.analysisId,
    tool: analysis.tool as AnalysisResult['tool'],
    status: 'completed',
    timestamp: (row?.timestamp ?? new Date()).toISOString(),
    execution_time_ms: row?.executionTimeMs ?? 0,
    report,
  };
}
