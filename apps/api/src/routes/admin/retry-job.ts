import { AppError, isAppError } from '@sluice/core';
import { everyAccount } from '@sluice/db';
import { getDocumentById } from '@sluice/db/documents';
import { importWork } from '@sluice/db/imports';
import {
  contracts,
  type JobKind,
  type JobPayload,
  jobKinds,
  type QueueName,
  queueNames,
  type ScheduledKind,
} from '@sluice/jobs';
import type { ChangeAction } from '../../audit/actions.ts';
import type { AppContext, Deps } from '../../context.ts';
import { verifyAgain } from '../../uploads/complete-upload.ts';
import type { Requester } from '../../work.ts';
import { findAnalysis, retryAnalysis } from '../analyses/shared.ts';
import { reprocessDownload } from '../downloads/reprocess.ts';
import { findDownload } from '../downloads/view.ts';
import { retryExport } from '../imports/export.ts';
import { retryImport } from '../imports/shared.ts';
import { retryRun } from '../reprocess-runs/retry.ts';
import { findRun } from '../reprocess-runs/view.ts';
import { retryDrain } from '../storage-servers/drain.ts';
import { findServer } from '../storage-servers/view.ts';

/** Retries the work behind a job, and returns the account it belongs to; null is the installation. */
type Verb<K extends JobKind> = (deps: Deps, by: Requester, payload: JobPayload<K>) => Promise<string | null>;

const refuse = (reason: string) => async (): Promise<never> => {
  throw new AppError('INVALID_STATE', reason);
};
type RequestedKind = Exclude<JobKind, ScheduledKind>;

const nobodyWaits = refuse('The request that waited for this job has been answered. Send the request again.');

async function importOf({ db }: Deps, id: string) {
  const job = await importWork.get(db, id);
  if (!job) throw new AppError('NOT_FOUND', `No import has the ID ${id}.`);
  return job;
}

/** What a retry on the board means for each kind that runs on request: the same as over HTTP, for every account. */
const verbs: { readonly [K in RequestedKind]: Verb<K> } = {
  async 'import-file'(deps, by, { job_id: id }) {
    const job = await importOf(deps, id);
    await retryImport(deps, by, job);
    return job.accountId;
  },
  async 'export-results'(deps, by, { job_id: id, ...choice }) {
    const job = await importOf(deps, id);
    await retryExport(deps, by, job, choice);
    return job.accountId;
  },
  async 'analyze-file'(deps, by, { analysis_id: id }) {
    const analysis = await findAnalysis(deps.db, everyAccount, id);
    await retryAnalysis(deps, by, analysis);
    return analysis.accountId;
  },
  async 'reprocess-run'(deps, by, { run_id: id }) {
    const run = await findRun(deps.db, everyAccount, id);
    await retryRun(deps, by, run);
    return run.accountId;
  },
  async 'upload-artifact'(deps, by, { download_id: id }) {
    const download = await findDownload(deps.db, everyAccount, id);
    await reprocessDownload(deps, by, download);
    return download.accountId;
  },
  async 'drain-server'(deps, by, payload) {
    const { serverId, status, name } = await findServer(deps.db, payload.server_id, deps);
    if (status !== 'maintenance') throw new AppError('INVALID_STATE', `${name} is not being drained.`);
    await retryDrain(deps, by, serverId);
    return null;
  },
  async 'verify-document'(deps, by, { doc_id: id }) {
    const document = await getDocumentById(deps.db, id);
    if (!document) throw new AppError('NOT_FOUND', `No document has the ID ${id}.`);
    const { accountId, uploadStatus } = document;
    if (uploadStatus !== 'UPLOAD_FAILED') {
      throw new AppError('INVALID_STATE', `Only a failed upload can be verified again; this one is ${uploadStatus}.`);
    }
    await verifyAgain(deps, by, document).catch((error: unknown) => {
      if (!isAppError(error) || error.retryable) throw error;
      const reason = `${error.message} The client must send the document again; chunks that are already stored are kept.`;
      throw new AppError('INVALID_STATE', reason, { cause: error });
    });
    return accountId;
  },
  'preview-import': nobodyWaits,
  'preview-definition': nobodyWaits,
  'import-template': nobodyWaits,
  'infer-importer': nobodyWaits,
  'preview-reading': nobodyWaits,
  'analyze-sync': nobodyWaits,
};

/** What these verbs record. */
export const retriedOnBoard = [
  ...(['import.retry', 'export.retry', 'analysis.retry'] as const),
  ...(['document.verify', 'reprocess_run.retry', 'download.reprocess', 'storage_server.drain'] as const),
] as const satisfies readonly ChangeAction[];

const isQueue = (name: string): name is QueueName => (queueNames as readonly string[]).includes(name);
const verbOf = (kind: JobKind) => (verbs as Partial<Record<JobKind, Verb<JobKind>>>)[kind];
const isKind = (name: string): name is JobKind => (jobKinds as readonly string[]).includes(name);

/** Retries what a failed job on the board was for, and logs who did that. @throws AppError NOT_FOUND, INVALID_STATE */
export async function retryJob(c: AppContext, deps: Deps, queue: string, jobId: string): Promise<void> {
  const job = isQueue(queue) ? await deps.queues.find(queue, jobId) : undefined;
  if (!job || !isKind(job.name)) throw new AppError('NOT_FOUND', `The queue ${queue} has no job with this ID.`);
  const kind = job.name;
  const { logger, principal, about } = c.var;
  const verb = verbOf(kind);
  if (!verb) throw new AppError('INVALID_STATE', 'This job is scheduled and will run again without a retry.');
  const accountId = await verb(deps, c.var, contracts[kind].payload.parse(job.data));
  about.jobId = jobId;
  const by = { by_account: principal.accountId, by: principal.subject };
  logger.info({ kind, job_id: jobId, account_id: accountId, ...by }, 'a job was retried on the queue board');
}
