import type { Db, Tx } from '../client.ts';
import { changeDocumentStatus } from './change-status.ts';

/** The object of a complete document is gone: the row says so, and the same content can be uploaded again. */
export const loseDocument = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(db, docId, 'lose', { failureReason: reason.slice(0, 1_024) });
