import { AppError, isAppError } from '@sluice/core';
import { getDocument } from '@sluice/db/documents';
import { type BulkImportJob, importWork } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { importOptions } from '@sluice/jobs';
import type { z } from 'zod';
import { openTarget } from '../imports/open-target.ts';
import { runImport } from '../imports/run-import.ts';
import type { StoredImporters } from '../imports/stored-importers.ts';
import { outdated } from '../job/outdated.ts';
import { type ClaimedJob, type ClaimedKind, giveUpClaimed, runClaimed } from '../job/run-claimed.ts';
import { type Processor, sweepOf } from './types.ts';

const importKind: ClaimedKind<BulkImportJob, [batchRows: number]> = { noun: 'import', work: importWork };

/** A batch is written at once, so that one above the pace that was asked for would be a burst. */
const rowsPerSecond = (job: BulkImportJob | undefined): number =>
  importOptions.safeParse(job?.options).data?.max_rows_per_second ?? Number.POSITIVE_INFINITY;

/** @throws AppError WORKER_OUTDATED if this worker does not know the definition or an option: it would ignore what they say */
async function requireKnown(importers: StoredImporters, job: BulkImportJob): Promise<void> {
  const { error } = importOptions.safeParse(job.options);
  if (error) throw outdated(`the option ${error.issues.flatMap(namesIn).join(', ')}`);
  await importers.ofJob(job);
}

const namesIn = (issue: z.core.$ZodIssue): PropertyKey[] =>
  issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1);

/** Imports one file. Committed batches stay: every attempt resumes where the last one stopped. */
export const importFileProcessor: Processor<'import-file'> = {
  async run(deps, { payload, logger, stopping }) {
    const { db, env, importers } = deps;
    const pinned = await importWork.get(db, payload.job_id);
    if (pinned && !isFinal(pinned.status) && pinned.status !== 'cancelling') {
      // Before the claim: a worker that is too old for the import leaves the row to another, and says so there.
      await requireKnown(importers, pinned).catch(async (error) => {
        if (isAppError(error)) await importWork.noteFailure(db, pinned, error);
        throw error;
      });
    }
    const batchRows = Math.min(env.IMPORT_BATCH_ROWS, rowsPerSecond(pinned));
    const claimed: ClaimedJob<[number]> = { db, id: payload.job_id, given: [batchRows], logger, stopping };
    await runClaimed(importKind, claimed, async (job, attempt) => {
      const opening = importers.ofJob(job).then(async (importer) => {
        const target = await openTarget(deps, importer.definition, importers.named(job));
        return { importer, target };
      });
      opening.catch(() => {});
      const document = await getDocument(db, { accountId: job.accountId, docId: job.docId });
      if (document?.uploadStatus !== 'UPLOAD_COMPLETE') {
        throw new AppError('DOCUMENT_NOT_READY', 'The document of this import was deleted.');
      }
      const { importer, target } = await opening;
      const undelivered = await runImport(deps, { job, importer, target, document, ...attempt });
      // If the queue does not accept the job now, the sweep for rows without jobs adds it.
      if (undelivered)
        await deps.queues
          .requeue('upload-artifact', { download_id: undelivered }, { jobId: undelivered, accountId: job.accountId })
          .catch((err) => attempt.logger.warn({ err }, 'could not enqueue the delivery of the result file yet'));
      attempt.logger.info('import finished');
    });
  },

  progress: async ({ db }, { payload }) => String((await importWork.get(db, payload.job_id))?.processedRows ?? ''),

  sweep: sweepOf(importWork),

  giveUp: ({ db }, { payload, logger }, error) => giveUpClaimed(importKind, { db, id: payload.job_id, logger }, error),
};
