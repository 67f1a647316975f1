import { AppError } from '@sluice/core';
import type { AccountScope, Db, Tx } from '@sluice/db';
import { type Analysis, analysisWork, getAnalysis, type NewAnalysis } from '@sluice/db/analyses';
import { type Document, getDocument } from '@sluice/db/documents';
import type { AnalysisOptions } from '@sluice/jobs';
import type { Audited } from '../../audit/trail.ts';
import { readResource } from '../../auth/readable-account.ts';
import { refuseHopelessRetry, retryWork } from '../../change-work.ts';
import type { AppContext, Deps } from '../../context.ts';
import { type ReceivedRequest, type RequestReader, receiveRequest } from '../../documents/receive.ts';
import { type Requester, refuseWhenFull, submit } from '../../work.ts';
import { refusal } from './options.ts';

/** An analysis that the caller may read. @throws AppError NOT_FOUND, the same for another account's analysis */
export async function findAnalysis(db: Db | Tx, accountId: AccountScope, analysisId: string): Promise<Analysis> {
  const analysis = await getAnalysis(db, { accountId, analysisId });
  if (!analysis) throw new AppError('NOT_FOUND', `No analysis has the ID ${analysisId}.`);
  return analysis;
}

/** The same, to be read by the caller: operators may read any account's. */
export const readAnalysis = (c: AppContext, deps: Pick<Deps, 'db' | 'auditedReads'>, id: string): Promise<Analysis> =>
  readResource(c, deps, { action: 'analysis.read', id }, (accountId) => findAnalysis(deps.db, accountId, id));

/** URLs of an analysis; relative, so that they work behind any proxy. */
export const analysisUrl = (id: string): string => `/api/v1/analyses/${id}`;
export const analysisEventsUrl = (id: string): string => `${analysisUrl(id)}/events`;

/** @throws AppError QUEUE_FULL when the account has reached its limit of unfinished analyses */
async function refuseAnalysesWhenFull({ db, limits }: Pick<Deps, 'db' | 'limits'>, accountId: string): Promise<void> {
  const limit = limits.maxQueuedAnalyses;
  const [unfinished = 0] = await analysisWork.countUnfinished(db, [accountId], limit);
  refuseWhenFull('analyses', { unfinished, limit });
}

/**
 * Queues a failed analysis again; it starts over. Returns the ID of its document.
 * @throws AppError INVALID_STATE when it has not failed or has no document, QUEUE_FULL
 */
export async function retryAnalysis(deps: Deps, { logger, audit }: Requester, analysis: Analysis): Promise<string> {
  const { analysisId: jobId, accountId, docId, status, errorCode } = analysis;
  if (docId === null)
    throw new AppError('INVALID_STATE', 'The document of this analysis was deleted. Start a new analysis.');
  refuseHopelessRetry('analysis', analysis);
  if (status === 'failed') await refuseAnalysesWhenFull(deps, accountId);
  await retryWork(deps, audit, {
    ...{ work: analysisWork, action: 'analysis.retry', noun: 'analyses' },
    ...{ id: jobId, accountId, status, errorCode },
  });
  const payload = { analysis_id: jobId };
  const mark = deps.enqueued.analyses;
  await submit(deps, logger, { kind: 'analyze-file', payload, jobId, accountId, how: 'requeue', mark });
  return docId;
}

/** The audit event of a new analysis. */
export const creation = (id: string, { accountId, docId, options }: NewAnalysis): Audited => ({
  ...{ action: 'analysis.create', id, accountId, after: { doc_id: docId, ...options } },
});

/** The cancellation of an analysis. */
export const cancellation = ({
  accountId,
  analysisId: id,
  status,
}: Pick<Analysis, 'accountId' | 'analysisId' | 'status'>) =>
  ({ work: analysisWork, action: 'analysis.cancel', id, accountId, status }) as const;

/** The document and the options of a request for an analysis. @throws AppError, QUEUE_FULL before reading the body */
export async function receiveAnalysis(
  c: AppContext,
  deps: Pick<Deps, 'db' | 'together' | 'storage' | 'limits' | 'metrics'>,
  reader: RequestReader<AnalysisOptions>,
): Promise<ReceivedRequest<AnalysisOptions>> {
  const { accountId } = c.get('principal');
  await refuseAnalysesWhenFull(deps, accountId);
  const request = await receiveRequest(c, deps, reader);
  await checkCompared(deps, accountId, request.options);
  return request;
}

const isComplete = (document: Document | undefined): boolean => document?.uploadStatus === 'UPLOAD_COMPLETE';

/** The document to compare with must be complete before work starts. */
async function checkCompared(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  { parameters }: AnalysisOptions,
): Promise<void> {
  const { compare_doc_id: docId } = parameters;
  if (typeof docId !== 'string' || isComplete(await getDocument(db, { accountId, docId }))) return;
  const message = 'must be the ID of a complete document';
  throw refusal([{ field: 'parameters.compare_doc_id', code: 'invalid', message }]);
}
