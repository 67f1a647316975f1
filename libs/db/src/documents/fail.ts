import { ne } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documents } from '../schema/index.ts';
import { changeDocumentStatus } from './change-status.ts';

/**
 * The bytes did not arrive or are wrong; the row says why (`CODE: message`). A complete document stays complete, a failed
 * one keeps its first reason: then the answer is false.
 */
export const failDocument = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(db, docId, 'fail', { failureReason: reason.slice(0, 1_024) });

/** The same for an upload that nobody has said to be there yet: what is being verified is not touched. */
export const failUpload = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'fail',
    { failureReason: reason.slice(0, 1_024) },
    ne(documents.uploadStatus, 'UPLOAD_VERIFYING'),
  );
