import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { changeDocumentStatus } from './change-status.ts';

/** All bytes are said to be there: a job reads them. False: the document has moved on since it was read. */
export function beginVerifying(
  db: Db | Tx,
  { docId, storage, fileSizeBytes }: Pick<Document, 'docId' | 'storage' | 'fileSizeBytes'>,
): Promise<boolean> {
  const sameSize = sql`${documents.fileSizeBytes} <=> ${fileSizeBytes}`;
  return changeDocumentStatus(db, docId, 'verify', {}, and(eq(documents.storage, storage), sameSize));
}
