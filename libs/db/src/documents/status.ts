import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import type { uploadStatuses } from '../schema/documents.ts';
import { type Document, documents } from '../schema/index.ts';

export type UploadStatus = (typeof uploadStatuses)[number];

/** Every allowed change of a document's status. Nothing else writes `documents.upload_status`. */
const edges = {
  /** Upload URLs were issued, for the first time or after they expired or the upload failed. */
  generate: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_FAILED'], to: 'UPLOAD_URL_GENERATED' },
  /** The client reports that the upload is done and storage confirms it; a job verifies it. */
  verify: { from: ['UPLOAD_URL_GENERATED'], to: 'UPLOAD_VERIFYING' },
  /** Verification could not read the bytes to the end, and a person retries it. */
  verifyAgain: { from: ['UPLOAD_FAILED'], to: 'UPLOAD_VERIFYING' },
  /** The job has verified the bytes. */
  complete: { from: ['UPLOAD_VERIFYING'], to: 'UPLOAD_COMPLETE' },
  /** The same bytes were sent through the API, which hashed them in transit. */
  arrive: {
    from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING', 'UPLOAD_FAILED'],
    to: 'UPLOAD_COMPLETE',
  },
  /** The bytes did not arrive, or do not match the announcement. */
  fail: { from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_VERIFYING'], to: 'UPLOAD_FAILED' },
  /** Stored bytes are missing or no longer match what was verified. */
  lose: { from: ['UPLOAD_COMPLETE'], to: 'UPLOAD_FAILED' },
  /** Its objects are about to be deleted; its row follows. */
  delete: {
    from: ['UPLOAD_PENDING', 'UPLOAD_URL_GENERATED', 'UPLOAD_COMPLETE', 'UPLOAD_FAILED'],
    to: 'UPLOAD_FAILED',
  },
} as const satisfies Record<string, { from: readonly UploadStatus[]; to: UploadStatus }>;

export type DocumentTransition = keyof typeof edges;

export const documentTransition = (name: DocumentTransition): { from: UploadStatus[]; to: UploadStatus } => ({
  from: [...edges[name].from],
  to: edges[name].to,
});

/** One guarded update; false if the document is not in the transition's start status, or is being deleted. */
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
    .where(and(eq(documents.docId, docId), inArray(documents.uploadStatus, from), isNull(documents.deletingAt), guard));
  return affectedRows === 1;
}

/** Reads the document and locks its row until the transaction ends; this serializes sessions, chunks and deletion. */
export async function lockDocument(tx: Tx, docId: string): Promise<Document | undefined> {
  const [document] = await tx.select().from(documents).where(eq(documents.docId, docId)).for('update');
  return document;
}

/** A document's last use is recorded at most this often. */
const OFTEN_MS = 3_600_000;

/** Restarts the retention period of a document that was requested again. */
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
