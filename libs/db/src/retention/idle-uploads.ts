import { and, asc, eq, gt, inArray, lt, lte, ne, notExists, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dropChunks, listChunks, type StoredChunk } from '../documents/chunks.ts';
import { changeDocumentStatus, lockDocument } from '../documents/status.ts';
import { type Document, documents, type UploadSession, uploadSessions } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

export interface IdleSession {
  readonly session: UploadSession;
  readonly document: Document;
}

interface IdleQuery {
  readonly limit: number;
  readonly afterId: string;
}

/** Expired sessions whose document is not being verified, ordered by id. */
export async function listIdleSessions(db: Db, { limit, afterId }: IdleQuery): Promise<IdleSession[]> {
  const { sessionId, status, expiresAt } = uploadSessions;
  return db
    .select({ session: uploadSessions, document: documents })
    .from(uploadSessions, { forceIndex: 'upload_sessions_expiry' })
    .innerJoin(documents, eq(documents.docId, uploadSessions.docId))
    .where(
      and(
        gt(sessionId, afterId),
        eq(status, 'active'),
        lte(expiresAt, sql`now(3)`),
        ne(documents.uploadStatus, 'UPLOAD_VERIFYING'),
      ),
    )
    .orderBy(asc(sessionId))
    .limit(limit);
}

/**
 * Abandoned uploads without a session, ordered by id: their URL expired `graceSeconds` ago, or their row was written
 * `pendingSeconds` ago and has not changed since.
 */
export async function listIdleUploads(
  db: Db,
  { limit, afterId, graceSeconds, pendingSeconds }: IdleQuery & { graceSeconds: number; pendingSeconds: number },
): Promise<Document[]> {
  const { docId, uploadStatus, updatedAt, s3UrlExpiresAt } = documents;
  const ago = (seconds: number) => sql`now(3) - interval ${seconds} second`;
  const active = db
    .select({ one: sql`1` })
    .from(uploadSessions)
    .where(and(eq(uploadSessions.docId, docId), eq(uploadSessions.status, 'active')));
  return db
    .select()
    .from(documents, { forceIndex: 'documents_status_updated' })
    .where(
      and(
        inArray(uploadStatus, ['UPLOAD_URL_GENERATED', 'UPLOAD_PENDING']),
        gt(docId, afterId),
        or(
          and(
            eq(uploadStatus, 'UPLOAD_URL_GENERATED'),
            lt(sql`coalesce(${s3UrlExpiresAt}, ${updatedAt})`, ago(graceSeconds)),
          ),
          and(eq(uploadStatus, 'UPLOAD_PENDING'), lt(updatedAt, ago(pendingSeconds))),
        ),
        notExists(active),
      ),
    )
    .orderBy(asc(docId))
    .limit(limit);
}

/** Extends a session with recent activity to `until`. False if it has ended or already lasts longer. */
export async function prolongSession(
  db: Db,
  { sessionId, until }: { sessionId: string; until: Date },
): Promise<boolean> {
  const { status, expiresAt } = uploadSessions;
  const [{ affectedRows }] = await db
    .update(uploadSessions)
    .set({ expiresAt: until, updatedAt: sql`now(3)` })
    .where(and(eq(uploadSessions.sessionId, sessionId), eq(status, 'active'), lt(expiresAt, until)));
  return affectedRows === 1;
}

/**
 * Ends a session that is still expired, and with it the upload. Returns the chunks whose rows and space have been freed and
 * whose objects the caller deletes; verified ones stay for a repair. Undefined if it has been extended or ended.
 */
export async function expireSession(
  db: Db,
  { session, reason }: { session: UploadSession; reason: string },
): Promise<StoredChunk[] | undefined> {
  const { sessionId, status, expiresAt } = uploadSessions;
  return withTransaction(db, async (tx) => {
    const document = await lockDocument(tx, session.docId);
    if (!document || document.uploadStatus === 'UPLOAD_VERIFYING') return undefined;
    const [{ affectedRows }] = await tx
      .update(uploadSessions)
      .set({ status: 'expired', updatedAt: sql`now(3)` })
      .where(and(eq(sessionId, session.sessionId), eq(status, 'active'), lte(expiresAt, sql`now(3)`)));
    return affectedRows === 1 ? abandon(tx, document, reason) : undefined;
  });
}

/**
 * The same for an upload without a session that has not changed since `idle` was read. The row gets `freshKey`, so that
 * deleting the object under the old key cannot affect the next upload of this document.
 */
export async function expireUpload(
  db: Db,
  { idle, reason, freshKey }: { idle: Document; reason: string; freshKey: string },
): Promise<StoredChunk[] | undefined> {
  return withTransaction(db, async (tx) => {
    const document = await lockDocument(tx, idle.docId);
    const changed = document?.uploadStatus !== idle.uploadStatus || +document.updatedAt !== +idle.updatedAt;
    if (changed) return undefined;
    return abandon(tx, document, reason, { s3Key: freshKey });
  });
}

/** A complete document keeps its chunks; other documents lose their unverified ones. */
async function abandon(
  tx: Tx,
  { docId, uploadStatus, storage }: Document,
  reason: string,
  set: { s3Key?: string } = {},
): Promise<StoredChunk[]> {
  if (uploadStatus === 'UPLOAD_COMPLETE' && storage === 'chunked') return [];
  await changeDocumentStatus(tx, docId, 'fail', { failureReason: reason, ...set });
  const lost = (await listChunks(tx, docId)).filter(
    ({ status, blockHashes }) => status !== 'completed' || blockHashes === null,
  );
  await dropChunks(
    tx,
    docId,
    lost.map(({ chunkNumber }) => chunkNumber),
  );
  return lost;
}
