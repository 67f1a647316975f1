import path from 'node:path/posix';
import { AppError, downloadId, type Logger, unlessAborted } from '@sluice/core';
import { type Analysis, analysisWork, recordAnalyzedFile } from '@sluice/db/analyses';
import { artifacts, type Queues } from '@sluice/jobs';
import type { AnalysisResult } from '@sluice/jobs/report';
import { artifactKey } from '@sluice/storage';
import { type ClaimedKind, giveUpClaimed, runClaimed } from '../job/run-claimed.ts';
import { readingOf, warningsOf } from '../spool/reading.ts';
import type { SpooledTable } from '../spool/spool.ts';
import { ProgressWriter } from './progress-writer.ts';
import { type RunDeps, runAnalysis } from './run-analysis.ts';
import type { AnalysisDeps } from './with-findings.ts';

export interface AttemptDeps extends RunDeps {
  readonly queues: Queues;
  /** How long an attempt may take, in seconds; 0: any time. */
  readonly analysisSeconds: number;
}

export interface AttemptInput {
  readonly analysisId: string;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
}

const analysisKind = (deps: AttemptDeps): ClaimedKind<Analysis, []> => ({
  noun: 'analysis',
  work: analysisWork,
  discard: (analysis, logger) => dropArtifacts(deps, analysis, logger),
});

/**
 * Claims an analysis and runs it. Undefined if there is nothing left to do, or if it was cancelled or superseded; its row
 * has the status.
 */
export function attemptAnalysis(
  deps: AttemptDeps,
  { analysisId: id, ...context }: AttemptInput,
): Promise<AnalysisResult | undefined> {
  const { db } = deps;
  return runClaimed(
    analysisKind(deps),
    { db, id, given: [], ...context },
    async (analysis, { logger, signal: ended }) => {
      const limit = new TimeLimit(deps.analysisSeconds);
      const signal = AbortSignal.any([ended, limit.signal]);
      const progress = new ProgressWriter(db, analysis, logger);
      try {
        const running = runAnalysis(deps, {
          analysis,
          signal,
          logger,
          say: (phase, done) => progress.say(phase, done),
          onRead: (read) => recordRead(db, analysis, read, logger),
          onLoaded: ({ rows, rejected }) => progress.rows(rows + rejected),
        });
        const final = await unlessAborted(running, limit.signal, { graceMs: STOP_MS });
        await enqueueFailedUploads(deps, analysis.accountId, final, logger);
        logger.info({ ms: final.execution_time_ms }, 'analysis finished');
        return final;
      } finally {
        limit.clear();
        progress.close();
      }
    },
  );
}

/** Shows how the file is read while the analysis runs. Its end records it again, so a failure only delays it. */
async function recordRead(
  db: AnalysisDeps['db'],
  { analysisId, attempt }: Analysis,
  read: SpooledTable,
  logger: Logger,
): Promise<void> {
  const warnings = warningsOf(read.decisions, read.warnings);
  await recordAnalyzedFile(db, { analysisId, attempt, reading: readingOf(read), warnings }).catch((err: unknown) =>
    logger.warn({ err }, 'could not record how the file of the analysis is read'),
  );
}

/** How long an analysis that has reached its time limit may take to stop. */
const STOP_MS = 1_500;

/** Aborts with ANALYSIS_TIMEOUT after so many seconds. */
class TimeLimit {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number) {
    if (seconds > 0) this.#timer = setTimeout(() => this.#controller.abort(tooLong(seconds)), seconds * 1_000);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

const tooLong = (seconds: number): AppError =>
  new AppError(
    'ANALYSIS_TIMEOUT',
    `The analysis did not finish within ${seconds} s. Retry it when fewer jobs are running, split the file, or ask your operator ` +
      'to raise ANALYSIS_TIMEOUT_SECONDS.',
  );

/** Fails the analysis for good: records the reason and removes everything it has stored. */
export const giveUpAnalysis = (deps: AttemptDeps, id: string, error: AppError, logger: Logger): Promise<void> =>
  giveUpClaimed(analysisKind(deps), { db: deps.db, id, logger }, error);

/** If the queue does not accept a job now, the sweep for rows without jobs adds it. */
async function enqueueFailedUploads(
  { queues }: AttemptDeps,
  accountId: string,
  { report }: AnalysisResult,
  logger: Logger,
): Promise<void> {
  for (const { download_id: id, status } of report.downloads) {
    if (status !== 'upload_failed') continue;
    await queues
      .requeue('upload-artifact', { download_id: id }, { jobId: id, accountId })
      .catch((error) => logger.warn({ err: error, download_id: id }, 'could not enqueue the retry of a delivery yet'));
  }
}

/** A cancellation waits for this; retention deletes what cannot be deleted in time. */
const PATIENCE_MS = 400;

/** Deletes the artifacts of an analysis that did not complete; no row refers to them. */
async function dropArtifacts(
  { storage, kept }: RunDeps,
  { analysisId, tool, createdAt }: Analysis,
  logger: Logger,
): Promise<void> {
  for (const { kind, format } of Object.values(artifacts)) {
    await kept.remove(downloadId(analysisId, kind, format));
  }
  const key = artifactKey({ env: storage.env, tool, ownerId: analysisId, createdAt, fileName: 'any' });
  await storage
    .deletePrefix(`${path.dirname(key)}/`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .catch((error) =>
      logger.warn({ err: error }, 'could not delete delivered artifacts of the analysis; retention will'),
    );
}
