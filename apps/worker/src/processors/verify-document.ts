import { AppError } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { type Document, getDocumentById, giveUpVerification, listUnverifiedDocuments } from '@sluice/db/documents';
import { verifyDocument } from '../documents/verify-document.ts';
import type { Processor } from './types.ts';

/** The upload whose verification an error has ended: it may have been restarted since. */
const endedBy = new WeakMap<AppError, Document>();

/** Verifies an upload. Its status is the claim: concurrent runs find the same, and one of them records it. */
export const verifyDocumentProcessor: Processor<'verify-document'> = {
  async run(deps, { payload, logger, stopping }) {
    const document = await getDocumentById(deps.db, payload.doc_id);
    if (!document) throw new AppError('NOT_FOUND', `No document has the ID ${payload.doc_id}.`);
    if (document.uploadStatus !== 'UPLOAD_VERIFYING') {
      logger.info({ status: document.uploadStatus }, 'nothing left to verify for this document');
      return;
    }
    try {
      await verifyDocument(deps, { document, signal: stopping, logger });
    } catch (thrown) {
      const error = databaseError(thrown);
      endedBy.set(error, document);
      if (error.code !== 'JOB_SUPERSEDED') throw error;
      logger.warn({ reason: error.message }, 'another attempt has finished this verification');
    }
  },

  sweep: { list: ({ db }, query) => listUnverifiedDocuments(db, query) },

  /** The uploaded bytes are kept, so that a new request for this upload can use them. */
  async giveUp({ db, metrics }, { payload }, error) {
    // JOB_STALLED is found out before the document is read.
    const upload =
      endedBy.get(error) ?? (error.code === 'JOB_STALLED' ? await getDocumentById(db, payload.doc_id) : undefined);
    if (!upload) return;
    const failed = await giveUpVerification(db, { upload, reason: `${error.code}: ${error.message}` });
    if (failed) metrics.uploadFailed(upload, error.code);
  },
};
