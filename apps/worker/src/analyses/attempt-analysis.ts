import { AppError, type Logger, withTrace } from '@sluice/core';
import { databaseError } from '@sluice/db';
import {
  type Analysis,
  claimAnalysis,
  failAnalysis,
  finishAnalysisCancel,
  getAnalysisById,
  noteAnalysisFailure,
  watchAnalysis,
} from '@sluice/db/analyses';
import type { Queues } from '@sluice/jobs';
import { RowWatch } from '../job/row-watch.ts';
import { dropArtifacts } from './drop-artifacts.ts';
import { ProgressWriter } from './progress-writer.ts';
import type { FinalObject } from './report.ts';
import { type RunDeps, runAnalysis } from './run-analysis.ts';

/** Claims of one analysis, for whatever reason they ended; then its file is taken to be what kills the workers. */
const MAX_ATTEMPTS = 40;

export interface AttemptDeps extends RunDeps {
  readonly queues: Queues;
}

export interface AttemptInput {
  readonly analysisId: string;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
}

/**
 * Claims an analysis and runs it. Undefined: there is nothing left to do, or it was cancelled or taken over meanwhile,
 * as its row says.
 */
export async function attemptAnalysis(deps: AttemptDeps, input: AttemptInput): Promise<FinalObject | undefined> {
  const claim = await claimAnalysis(deps.db, input.analysisId);
  if (!claim.claimed) return declined(deps, input, claim.analysis);
  const { analysis } = claim;
  const { analysisId, attempt } = analysis;
  if (attempt > MAX_ATTEMPTS)
    throw new AppError('JOB_STALLED', `The analysis was begun ${attempt} times without an end.`);
  const logger = withTrace(input.logger, analysis.traceId, { attempt });
  const row = { what: 'analysis', attempt, look: () => watchAnalysis(deps.db, analysisId) };
  const watch = new RowWatch(row, input.stopping, logger);
  const progress = new ProgressWriter(deps.db, analysis, logger);
  try {
    const final = await runAnalysis(deps, {
      analysis,
      signal: watch.signal,
      logger,
      say: (phase, done) => progress.say(phase, done),
      onLoaded: ({ rows, rejected }) => progress.rows(rows + rejected),
    });
    await enqueueFailedUploads(deps, final, logger);
    logger.info({ ms: final.execution_time_ms }, 'analysis finished');
    return final;
  } catch (error) {
    await settleInterruption(deps, analysis, databaseError(error), logger);
    return undefined;
  } finally {
    progress.close();
    watch.close();
  }
}

/** Another attempt ended it, or it is gone, or it waits to be cancelled. */
async function declined(deps: AttemptDeps, { analysisId, logger }: AttemptInput, analysis: Analysis | undefined) {
  if (!analysis) throw new AppError('NOT_FOUND', `There is no analysis ${analysisId}.`);
  if (analysis.status === 'cancelling') await endCancel(deps, analysis, logger);
  else logger.info({ status: analysis.status }, 'nothing left to do for this analysis');
  return undefined;
}

/** What the queue does not take now, the sweep for rows without jobs adds. */
async function enqueueFailedUploads({ queues }: AttemptDeps, { report }: FinalObject, logger: Logger): Promise<void> {
  for (const { download_id: id, status } of report.downloads) {
    if (status !== 'upload_failed') continue;
    await queues
      .requeue('upload-artifact', { download_id: id }, { jobId: id })
      .catch((error) =>
        logger.warn({ err: error, download_id: id }, 'the retry of an upload could not be enqueued yet'),
      );
  }
}

async function endCancel(deps: AttemptDeps, analysis: Analysis, logger: Logger): Promise<void> {
  await dropArtifacts(deps, analysis, logger);
  await finishAnalysisCancel(deps.db, analysis.analysisId);
  logger.info('analysis cancelled');
}

/** The analysis is not tried again: its row says why, and nothing of it is left behind. */
export async function giveUpAnalysis(deps: AttemptDeps, analysisId: string, error: AppError, logger: Logger) {
  const failed = await failAnalysis(deps.db, analysisId, error);
  const analysis = failed ? await getAnalysisById(deps.db, analysisId) : undefined;
  if (analysis) await dropArtifacts(deps, analysis, logger);
}

/** Ends this attempt as the row says; throws what the queue must know of. */
async function settleInterruption(
  deps: AttemptDeps,
  analysis: Analysis,
  error: AppError,
  logger: Logger,
): Promise<void> {
  if (error.code === 'JOB_STOPPED') throw error;
  const { db } = deps;
  const { analysisId, attempt } = analysis;
  const now = await getAnalysisById(db, analysisId);
  if (now?.status === 'cancelling' && now.attempt === attempt) {
    await endCancel(deps, analysis, logger);
    return;
  }
  if (!now) await dropArtifacts(deps, analysis, logger);
  if (now?.attempt !== attempt || now.status !== 'processing') {
    logger.warn({ newer: now?.attempt, status: now?.status }, 'analysis taken over; this attempt ends');
    return;
  }
  if (error.retryable) await noteAnalysisFailure(db, { analysisId, attempt, code: error.code, message: error.message });
  throw error;
}
