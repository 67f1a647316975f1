import type { Logger } from '@sluice/core';
import { type Document, listChunks } from '@sluice/db/documents';
import { extendSession, findActiveSession } from '@sluice/db/upload-sessions';
import type { Deps } from '../context.ts';
import type { UploadOffer } from './offer.ts';
import { offerChunks, overview } from './offer-chunks.ts';
import { offerSingle } from './offer-single.ts';

/** What is still missing of a document; each request extends its session. */
export async function resumeUpload(
  deps: Pick<Deps, 'db' | 'storage' | 'servers' | 'limits'>,
  document: Document,
  logger: Logger,
): Promise<UploadOffer> {
  const { db, limits } = deps;
  const { docId, uploadStatus, storage, docHash256 } = document;
  const running = uploadStatus === 'UPLOAD_PENDING' || uploadStatus === 'UPLOAD_URL_GENERATED';
  if (storage === 'single') {
    return running && docHash256 !== null ? offerSingle(deps, document) : { kind: 'nothing', document };
  }
  if (!running) return overview(document, await listChunks(db, docId));
  const session = await findActiveSession(db, docId);
  if (session) await extendSession(db, { sessionId: session.sessionId, seconds: limits.uploadSessionSeconds });
  return offerChunks(deps, document, logger);
}
