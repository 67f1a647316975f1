import { AppError, type ErrorCode, isAppError, type Logger, newId } from '@sluice/core';
import { databaseError, withTransaction } from '@sluice/db';
import { type Document, type FoundDocument, failUpload, listChunks } from '@sluice/db/documents';
import { extendSession, findActiveSession } from '@sluice/db/upload-sessions';
import { documentKey } from '@sluice/storage';
import type { AuditTrail } from '../audit/trail.ts';
import type { Deps, UploadAction } from '../context.ts';
import type { UploadCounters } from '../metrics/upload-counters.ts';
import { reasonOf } from '../problem.ts';
import type { Announcement } from './announcement.ts';
import { offerSingle, type UploadOffer } from './offer.ts';
import { offerChunks, overview } from './offer-chunks.ts';
import { freshServers } from './placement.ts';
import { isSettled, prepareUpload, refuseOutlived, sessionSeconds } from './prepare-upload.ts';

type UploadDeps = Pick<Deps, 'db' | 'together' | 'storage' | 'servers' | 'limits' | 'metrics'>;

export interface RequestedUpload {
  readonly accountId: string;
  readonly traceId: string;
  readonly announcement: Announcement;
  readonly logger: Logger;
  readonly audit: AuditTrail;
}

/** How often to retry when the document is deleted between being found and being locked. */
const ATTEMPTS = 3;

/**
 * Writes the row first, then signs the URLs. A failure is recorded on the row, and the next request repairs it.
 * @throws AppError VALIDATION_FAILED when the content is known with another size, NO_STORAGE_SERVER, STORAGE_REFUSED
 */
export async function requestUpload(
  deps: UploadDeps,
  request: RequestedUpload,
): Promise<{ offer: UploadOffer; isNew: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const { document, isNew } = await createRow(deps, request);
    if (isSettled(document)) {
      const offer = settled(document, request.announcement);
      deps.metrics.uploads.known(document.storage);
      return { offer, isNew };
    }
    const offer = await secondPhase(deps, request, { document, isNew });
    if (offer) {
      count(deps.metrics.uploads, offer, isNew, document.uploadStatus === 'UPLOAD_FAILED');
      return { offer, isNew };
    }
    if (attempt === ATTEMPTS)
      throw new AppError('INVALID_STATE', 'The document is being deleted. Try again in a moment.');
  }
}

/** What the request did. Undefined if it only showed an upload that has ended. */
export function actionOf(offer: UploadOffer, isNew: boolean): UploadAction | undefined {
  if (isNew) return 'created';
  if (isSettled(offer.document)) return 'exists';
  const hasUrls = offer.kind === 'single' || (offer.kind === 'chunked' && offer.chunks.some(({ put }) => put));
  return hasUrls ? 'url_regenerated' : undefined;
}

function count(uploads: UploadCounters, offer: UploadOffer, isNew: boolean, hadFailed: boolean): void {
  const way = offer.document.storage;
  const action = actionOf(offer, isNew);
  if (isNew || hadFailed) uploads.started(way);
  if (hadFailed) uploads.retried(way);
  if (action === 'exists') uploads.known(way);
  else if (action === 'url_regenerated' && !hadFailed) uploads.regenerated(way);
}

async function createRow(
  { together, storage }: Pick<UploadDeps, 'together' | 'storage'>,
  { accountId, traceId, announcement, audit }: RequestedUpload,
): Promise<FoundDocument> {
  const keyOf = (id: string) => documentKey(storage.env, accountId, id);
  const { originalFilename: file_name, contentType: content_type, sizeBytes: size_bytes, sha256 } = announcement;
  const after = { file_name, content_type, size_bytes, sha256 };
  const announced = { ...announcement, docId: newId(), accountId, traceId, keyOf };
  const what = { action: 'document.announce', id: announced.docId, accountId, after } as const;
  const found = await audit.recordBy(what, (event) => together.announce.call({ ...announced, event }));
  if (found instanceof Error) throw found;
  // Fresh URLs for a known document are in the trace only.
  if (!found.isNew) audit.unchanged();
  return found;
}

function settled(document: Document, { sizeBytes }: Announcement): UploadOffer {
  if (document.fileSizeBytes !== sizeBytes) {
    const message = `must be ${document.fileSizeBytes} for the content with this hash`;
    throw new AppError('VALIDATION_FAILED', 'The file size does not match the content with this hash.', {
      context: { refusal: 'UPLOAD_SIZE_CONFLICT' },
      fields: [{ field: 'file_size', code: 'invalid', message }],
    });
  }
  return { kind: 'nothing', document };
}

/** Undefined when the row was deleted. */
async function secondPhase(
  deps: UploadDeps,
  { traceId, announcement, logger }: RequestedUpload,
  { document, isNew }: { document: Document; isNew: boolean },
): Promise<UploadOffer | undefined> {
  const { docId } = document;
  try {
    if (isNew && announcement.storage === 'single') return await offerSingle(deps, document);
    if (announcement.storage === 'chunked') await freshServers(deps);
    const prepared = await withTransaction(deps.db, (tx) => prepareUpload(tx, deps, { docId, announcement, traceId }));
    if (!prepared) return undefined;
    if (isSettled(prepared)) return settled(prepared, announcement);
    if (prepared.storage === 'single') return await offerSingle(deps, prepared);
    return await offerChunks(deps, prepared, logger);
  } catch (error) {
    // URLs issued before remain valid.
    const hasUrls = document.uploadStatus === 'UPLOAD_URL_GENERATED';
    if (!hasUrls && !isRefusal(error)) {
      await noteFailure(deps, { docId, error, logger });
      deps.metrics.uploads.failed(announcement.storage, databaseError(error).code);
    }
    throw error;
  }
}

const refusals: ReadonlySet<ErrorCode> = new Set([
  ...(['INVALID_STATE', 'VALIDATION_FAILED', 'UPLOAD_EXPIRED', 'TOO_MANY_UPLOADS', 'ACCOUNT_STORAGE_FULL'] as const),
]);

/** Whether the request was invalid or overtaken by another one, so that the document must not be marked as failed. */
const isRefusal = (error: unknown): boolean => isAppError(error) && refusals.has(error.code);

async function noteFailure(
  { db }: UploadDeps,
  { docId, error, logger }: { docId: string; error: unknown; logger: Logger },
): Promise<void> {
  await failUpload(db, { docId, reason: reasonOf(error) }).catch((err: unknown) => {
    logger.error({ err, doc_id: docId }, 'could not mark a failed upload request; the next request repairs it');
  });
}

/** What is still missing of a document; each request extends its session. */
export async function resumeUpload(deps: UploadDeps, document: Document, logger: Logger): Promise<UploadOffer> {
  const { db, limits } = deps;
  const { docId, uploadStatus, storage, docHash256 } = document;
  const running = uploadStatus === 'UPLOAD_PENDING' || uploadStatus === 'UPLOAD_URL_GENERATED';
  if (running) refuseOutlived(document, limits);
  if (storage === 'single') {
    return running && docHash256 !== null ? offerSingle(deps, document) : { kind: 'nothing', document };
  }
  if (!running) return overview(document, await listChunks(db, docId));
  const session = await findActiveSession(db, docId);
  if (session) await extendSession(db, { sessionId: session.sessionId, seconds: sessionSeconds(document, limits) });
  return offerChunks(deps, document, logger);
}
