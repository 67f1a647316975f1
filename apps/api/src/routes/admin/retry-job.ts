import { AppError, type Logger } from '@sluice/core';
import { everyAccount } from '@sluice/db';
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
import type { AppContext, Deps } from '../../context.ts';
import { submit } from '../../work.ts';
import { findAnalysis, retryAnalysis } from '../analyses/shared.ts';
import { reprocessDownload } from '../downloads/reprocess.ts';
import { findDownload } from '../downloads/view.ts';
import { retryExport } from '../imports/export.ts';
import { retryImport } from '../imports/shared.ts';
import { retryRun } from '../reprocess-runs/retry.ts';
import { findRun } from '../reprocess-runs/view.ts';
import { findServer } from '../storage-servers/view.ts';

/** Retries the work behind a job, and returns the account it belongs to; null is the installation. */
type Verb<K extends JobKind> = (deps: Deps, logger: Logger, payload: JobPayload<K>) => Promise<string | null>;

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
  async 'import-file'(deps, logger, { job_id: id }) {
    const job = await importOf(deps, id);
    await retryImport(deps, logger, job);
    return job.accountId;
  },
  async 'export-results'(deps, _logger, { job_id: id, format }) {
    const job = await importOf(deps, id);
    await retryExport(deps, job, format);
    return job.accountId;
  },
  async 'analyze-file'(deps, logger, { analysis_id: id }) {
    const analysis = await findAnalysis(deps.db, everyAccount, id);
    await retryAnalysis(deps, logger, analysis);
    return analysis.accountId;
  },
  async 'reprocess-run'(deps, logger, { run_id: id }) {
    const run = await findRun(deps.db, everyAccount, id);
    await retryRun(deps, logger, run);
    return run.accountId;
  },
  async 'upload-artifact'(deps, logger, { download_id: id }) {
    const download = await findDownload(deps.db, everyAccount, id);
    await reprocessDownload(deps, logger, download);
    return download.accountId;
  },
  async 'drain-server'(deps, logger, payload) {
    const { serverId, status, name } = await findServer(deps.db, payload.server_id, deps);
    if (status !== 'maintenance') throw new AppError('INVALID_STATE', `${name} is not being drained.`);
    await submit(deps, logger, { kind: 'drain-server', payload, jobId: serverId, accountId: null, how: 'requeue' });
    return null;
  },
  'verify-document': refuse(
    'Send the document again: its upload continues with what is stored, and is verified again.',
  ),
  'preview-import': nobodyWaits,
  'import-template': nobodyWaits,
  'analyze-sync': nobodyWaits,
};

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
  if (!verb) throw new AppError('INVALID_STATE', 'This job runs again by its schedule.');
  const accountId = await verb(deps, logger, contracts[kind].payload.parse(job.data));
  about.jobId = jobId;
  const by = { by_account: principal.accountId, by: principal.subject };
  logger.info({ kind, job_id: jobId, account_id: accountId, ...by }, 'a job was retried on the queue board');
}
