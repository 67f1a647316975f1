import { AppError, downloadId, formatCount, isAppError, unlessAborted } from '@sluice/core';
import type { Db } from '@sluice/db';
import { resultKinds } from '@sluice/db/downloads';
import { finishImport, importWork } from '@sluice/db/imports';
import { type FileReading, type FileWarning, importOptions } from '@sluice/jobs';
import { artifactKey, type PutResult, type Storage } from '@sluice/storage';
import { countsOf } from '../spool/reading.ts';
import type { ImportDeps, ImportRun } from './types.ts';

const fileName = ({ document }: ImportRun): string =>
  `${document.originalFilename.replace(/\.[^.]{1,10}$/, '').slice(0, 200)}-results.csv`;

/** Where the result file of an import is stored. */
export function resultKey({ env }: Pick<Storage, 'env'>, run: ImportRun): string {
  const { id, importer, createdAt } = run.job;
  return artifactKey({ env, tool: `import-${importer}`, ownerId: id, createdAt, fileName: fileName(run) });
}

export interface ImportResult {
  readonly stored: PutResult | AppError;
  /** Nothing was written, because some record cannot be. */
  readonly discarded: boolean;
  readonly warnings: readonly FileWarning[];
  readonly reading: FileReading;
}

/**
 * Completes the import and records its result file, in one transaction. Returns the ID of the file if S3 did not take it.
 * @throws AppError JOB_SUPERSEDED if another attempt has taken over; the signal's reason
 */
export async function recordResult(
  { db, storage, metrics }: Pick<ImportDeps, 'db' | 'storage' | 'metrics'>,
  run: ImportRun,
  { stored, discarded, warnings, reading }: ImportResult,
): Promise<string | undefined> {
  const { job, logger, signal } = run;
  const id = downloadId(job.id, resultKinds.all, 'csv');
  const outcome = isAppError(stored)
    ? { status: 'pending' as const, lastError: `${stored.code}: ${stored.message}` }
    : { status: 'uploaded' as const, sizeBytes: stored.sizeBytes, sha256: stored.sha256 };
  const failure = discarded ? await abortReason(db, job.id) : undefined;
  const finishing = finishImport(db, {
    id: job.id,
    attempt: job.attempt,
    ...(failure && { failure }),
    warnings,
    reading,
    download: {
      downloadId: id,
      accountId: job.accountId,
      jobId: job.id,
      kind: resultKinds.all,
      fileName: fileName(run),
      format: 'csv',
      s3Path: resultKey(storage, run),
      ...outcome,
    },
  });
  if (!(await unlessAborted(finishing, signal)))
    throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker or cancelled.');
  metrics.warned('import', warnings);
  if (warnings.length > 0) logger.warn({ warnings: countsOf(warnings) }, 'the file was read with warnings');
  metrics.delivered('first', isAppError(stored) ? 'failed' : 'delivered');
  if (!isAppError(stored)) return undefined;
  logger.warn({ err: stored }, 'could not store the result file; it will be delivered later');
  return id;
}

/** The options by which the errors are too many. */
function limitOf(options: unknown): string {
  const { max_failed_rows: rows, max_failed_percent: percent, on_invalid: onInvalid } = importOptions.parse(options);
  if (onInvalid === 'abort') return 'on_invalid=abort';
  const limits = Object.entries({ max_failed_rows: rows, max_failed_percent: percent });
  return limits.flatMap(([name, limit]) => (limit === undefined ? [] : [`${name}=${limit}`])).join(', ');
}

async function abortReason(db: Db, jobId: string): Promise<{ code: string; message: string }> {
  const row = await importWork.get(db, jobId);
  const failed = row?.failedRows ?? 0;
  return {
    code: 'ABORTED_ON_INVALID_ROWS',
    message: `${formatCount(failed)} of ${formatCount(row?.processedRows ?? 0)} records have errors, so nothing was written (${limitOf(row?.options)}).`,
  };
}
