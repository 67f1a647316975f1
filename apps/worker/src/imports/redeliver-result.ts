import { AppError } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { getDocument } from '@sluice/db/documents';
import { type Download, isOriginalResult } from '@sluice/db/downloads';
import { importWork } from '@sluice/db/imports';
import { failedDelivery, type Redelivered, type Redelivery } from '../delivery/redelivered.ts';
import { RowErrorsExpired } from './earlier-conflicts.ts';
import { openTarget } from './open-target.ts';
import { makeResultAgain } from './run-import.ts';
import type { ImportDeps } from './types.ts';

/** Codes that mean that the document, without which the file cannot be made, no longer exists. */
const GONE: ReadonlySet<string> = new Set(['DOCUMENT_NOT_READY', 'DOCUMENT_DAMAGED', 'STORAGE_NOT_FOUND']);

/**
 * Delivers the result file of a finished import again, made from its document and ledger. Rejects only with the signal's
 * reason.
 */
export async function redeliverResult(deps: ImportDeps, download: Download, by: Redelivery): Promise<Redelivered> {
  try {
    const { sizeBytes, sha256 } = await storeAgain(deps, download, by);
    return { uploaded: true, sizeBytes, sha256 };
  } catch (thrown) {
    return failedDelivery(reasonOf(databaseError(thrown)), by.signal);
  }
}

function reasonOf(error: AppError): AppError {
  if (GONE.has(error.code)) return lost('its document no longer exists', error);
  if (error instanceof RowErrorsExpired) return lost('the row errors of its import have expired', error);
  return error;
}

async function storeAgain(deps: ImportDeps, download: Download, by: Redelivery) {
  const { db } = deps;
  const { jobId, format } = download;
  const job = jobId ? await importWork.get(db, jobId) : undefined;
  if (!job) throw lost('it does not belong to an import');
  if (!isOriginalResult(download)) throw converted(format);
  if (job.status !== 'completed' && job.status !== 'failed') {
    throw new AppError('INVALID_STATE', `The import is ${job.status}; it stores its result file when it ends.`);
  }
  const document = await getDocument(db, { accountId: job.accountId, docId: job.docId });
  if (document?.uploadStatus !== 'UPLOAD_COMPLETE') throw lost('its document no longer exists');
  by.logger.info({ job_id: job.id }, 'creating the result file again');
  const importer = await deps.importers.ofJob(job);
  const target = await openTarget(deps, importer.definition, deps.importers.named(job));
  return makeResultAgain(deps, { job, importer, target, document, ...by });
}

const converted = (format: string): AppError =>
  new AppError(
    'ARTIFACT_LOST',
    `The ${format} file is converted from the result file. Download it from its import to create it again.`,
  );

const lost = (why: string, cause?: unknown): AppError =>
  new AppError('ARTIFACT_LOST', `The result file cannot be created again: ${why}.`, { cause });
