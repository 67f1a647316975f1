import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import type { uploadStatuses } from '../schema/documents.ts';
import { type Document, documents } from '../schema/index.ts';

export type UploadStatus = (typeof uploadStatuses)[number];

/** Every way a document's status may change, and when it does. Nothing else writes `documents.upload_status`. */
const edges = {
  /** URLs were made; also again, when they have expired or the upload has failed. */
  generate: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_FAILED'], to: 'UPLOAD_URL_GENERATED' },
  /** The client says that the bytes are there, and so does the storage: a job reads them. */
  verify: { from: ['UPLOAD_URL_GENERATED'], to: 'UPLOAD_VERIFYING' },
  /** The job has found them right. */
  complete: { from: ['UPLOAD_VERIFYING'], to: 'UPLOAD_COMPLETE' },
  /** The same bytes came through the API, which hashed them on the way. */
  arrive: {
    from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING', 'UPLOAD_FAILED'],
    to: 'UPLOAD_COMPLETE',
  },
  /** They did not come, or are not what was announced. */
  fail: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING'], to: 'UPLOAD_FAILED' },
  /** Stored bytes are gone or are others than those that were verified: what was complete is so no longer. */
  lose: { from: ['UPLOAD_COMPLETE'], to: 'UPLOAD_FAILED' },
} as const satisfies Record<string, { from: readonly UploadStatus[]; to: UploadStatus }>;

export type DocumentTransition = keyof typeof edges;

export const documentTransition = (name: DocumentTransition): { from: UploadStatus[]; to: UploadStatus } => ({
  from: [...edges[name].from],
  to: edges[name].to,
});

/** One guarded update; false when the document is not where the transition begins. */
export async function changeDocumentStatus(
  db: Db | Tx,
  docId: string,
  name: DocumentTransition,
  set: Omit<MySqlUpdateSetSource<typeof documents>, 'uploadStatus'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = documentTransition(name);
  const [{ affectedRows }] = await db
    .update(documents)
    .set({ updatedAt: sql`now(3)`, ...set, uploadStatus: to })
    .where(and(eq(documents.docId, docId), inArray(documents.uploadStatus, from), guard));
  return affectedRows === 1;
}

/** The document, with its row locked until the transaction ends: sessions, chunks and deletion wait for each other here. */
export async function lockDocument(tx: Tx, docId: string): Promise<Document | undefined> {
  const [document] = await tx.select().from(documents).where(eq(documents.docId, docId)).for('update');
  return document;
}

/** Nothing depends on the minute in which a document was used last. */
const OFTEN_MS = 3_600_000;

/** Somebody has found out that the account has this document already: its time begins anew. */
export async function keepDocument(
  db: Db | Tx,
  { docId, uploadStatus, updatedAt }: Pick<Document, 'docId' | 'uploadStatus' | 'updatedAt'>,
): Promise<void> {
  if (uploadStatus !== 'UPLOAD_COMPLETE' || updatedAt.getTime() > Date.now() - OFTEN_MS) return;
  await db
    .update(documents)
    .set({ updatedAt: sql`now(3)` })
    .where(and(eq(documents.docId, docId), eq(documents.uploadStatus, 'UPLOAD_COMPLETE')));
}
