import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import {
  type AddedUpload,
  admitUpload,
  isLimited,
  UNLIMITED,
  type UploadLimits,
} from '../account-usage/admit-upload.ts';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { retryLockConflicts, withTransaction } from '../transaction.ts';
import { changeDocumentStatus, documentTransition } from './status.ts';

export interface NewDocument {
  readonly docId: string;
  readonly accountId: string;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly s3Key: string;
}

/** Runs `work` in one transaction with the check of the account's limits, or on its own if it has none. */
const admitting = (db: Db, limits: UploadLimits, added: AddedUpload, work: (db: Db | Tx) => Promise<unknown>) =>
  isLimited(limits)
    ? withTransaction(db, async (tx) => {
        await admitUpload(tx, limits, added);
        await work(tx);
      })
    : work(db);

/**
 * Inserts the row of a document whose bytes are about to arrive; its hash is not known yet. `expectedBytes` count as the
 * account's until the real size is known. @throws AppError TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL
 */
export async function beginDocument(
  db: Db,
  { expectedBytes, ...document }: NewDocument & { readonly expectedBytes?: number },
  limits = UNLIMITED,
): Promise<void> {
  const { accountId } = document;
  const reserved = isLimited(limits) && expectedBytes !== undefined ? { fileSizeBytes: expectedBytes } : {};
  await admitting(db, limits, { accountId, bytes: expectedBytes ?? 0, isNew: true }, (on) =>
    on.insert(documents).values({ ...document, ...reserved, announcedAt: sql`now(3)` }),
  );
}

/** What the newest request announces about a document that has not arrived yet. */
export type UploadClaim = Pick<
  Document,
  'docId' | 'originalFilename' | 'contentType' | 'fileSizeBytes' | 'storage' | 'traceId'
>;

/** The newest claim wins. The caller has locked the document and checked that it is neither complete nor being verified. */
export async function claimUpload(tx: Tx, { docId, ...claim }: UploadClaim): Promise<void> {
  const { uploadStatus, announcedAt } = documents;
  // A failed upload that is requested again starts over.
  const since = sql`if(${uploadStatus} = 'UPLOAD_FAILED', now(3), coalesce(${announcedAt}, now(3)))`;
  await tx
    .update(documents)
    .set({ ...claim, announcedAt: since, updatedAt: sql`now(3)` })
    .where(eq(documents.docId, docId));
}

/**
 * Counts a known document among the account's uploads: one that has failed, or that is announced with another size. The
 * caller has locked it. @throws AppError TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL
 */
export async function admitAgain(tx: Tx, limits: UploadLimits, before: Document, sizeBytes: number): Promise<void> {
  const { docId, accountId, uploadStatus, fileSizeBytes } = before;
  if (!isLimited(limits)) return;
  const isNew = uploadStatus === 'UPLOAD_FAILED';
  const bytes = sizeBytes - (isNew ? 0 : (fileSizeBytes ?? 0));
  if (!isNew && bytes <= 0) return;
  await admitUpload(tx, limits, { accountId, bytes, isNew });
  // From now on it counts, although its URLs are still to be signed.
  const now = sql`now(3)`;
  const announced = { s3UrlExpiresAt: now, announcedAt: now, fileSizeBytes: sizeBytes };
  if (isNew) await changeDocumentStatus(tx, docId, 'generate', announced);
}

export interface GeneratedUrls extends Pick<Document, 'docId' | 'storage'> {
  /** As last read by the caller. */
  readonly uploadStatus?: Document['uploadStatus'];
  readonly generatedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Records that upload URLs were issued. False if the document is by now complete, being verified or stored the other way, or
 * if it has failed since the caller read it: only a request that has seen the failure may restart it.
 */
export function markUrlsGenerated(
  db: Db | Tx,
  { docId, storage, uploadStatus, generatedAt, expiresAt }: GeneratedUrls,
): Promise<boolean> {
  const failedSince = uploadStatus === 'UPLOAD_FAILED' ? undefined : ne(documents.uploadStatus, 'UPLOAD_FAILED');
  const set = { s3UrlGeneratedAt: generatedAt, s3UrlExpiresAt: expiresAt, failureReason: null };
  return changeDocumentStatus(db, docId, 'generate', set, and(eq(documents.storage, storage), failedSince));
}

/** The same for several documents in one piece, usually with one statement. */
export async function markManyUrlsGenerated(db: Db, many: readonly GeneratedUrls[]): Promise<boolean[]> {
  const usual = many.every(({ storage, uploadStatus }) => storage === 'single' && uploadStatus !== 'UPLOAD_FAILED');
  if (usual && many.length > 1) {
    const ids = many.map(({ docId }) => docId);
    const byDocument = (value: (urls: GeneratedUrls) => Date) =>
      sql`case ${documents.docId} ${sql.join(
        many.map((urls) => sql`when ${urls.docId} then ${sql.param(value(urls), documents.s3UrlExpiresAt)}`),
        sql` `,
      )} end`;
    const { from, to } = documentTransition('generate');
    const [{ affectedRows }] = await retryLockConflicts(() =>
      db
        .update(documents)
        .set({
          ...{ updatedAt: sql`now(3)`, uploadStatus: to, failureReason: null },
          s3UrlGeneratedAt: byDocument(({ generatedAt }) => generatedAt),
          s3UrlExpiresAt: byDocument(({ expiresAt }) => expiresAt),
        })
        .where(
          and(
            inArray(documents.docId, ids),
            inArray(
              documents.uploadStatus,
              from.filter((status) => status !== 'UPLOAD_FAILED'),
            ),
            isNull(documents.deletingAt),
            eq(documents.storage, 'single'),
          ),
        ),
    );
    if (affectedRows === new Set(ids).size) return many.map(() => true);
  }
  return Promise.all(many.map((urls) => markUrlsGenerated(db, urls)));
}

/** Starts verification of a finished upload. False if the document has changed since it was read. */
export function beginVerifying(
  db: Db | Tx,
  { docId, storage, fileSizeBytes }: Pick<Document, 'docId' | 'storage' | 'fileSizeBytes'>,
): Promise<boolean> {
  const sameSize = sql`${documents.fileSizeBytes} <=> ${fileSizeBytes}`;
  return changeDocumentStatus(db, docId, 'verify', {}, and(eq(documents.storage, storage), sameSize));
}

/** Starts the verification of a failed upload again. False if it has changed since it was read. */
export const beginVerifyingAgain = (
  db: Db | Tx,
  { docId, s3Key, failureReason }: Pick<Document, 'docId' | 's3Key' | 'failureReason'>,
): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'verifyAgain',
    { failureReason: null },
    and(eq(documents.s3Key, s3Key), sql`${documents.failureReason} <=> ${failureReason}`),
  );

/**
 * Fails an upload whose bytes did not arrive or are wrong, with a reason (`CODE: message`). A complete document stays
 * complete and a failed one keeps its first reason; then it returns false.
 */
export const failDocument = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(db, docId, 'fail', { failureReason: reason.slice(0, 1_024) });

/** The same for an upload that has not been reported as finished; a document being verified is not touched. */
export const failUpload = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'fail',
    { failureReason: reason.slice(0, 1_024) },
    ne(documents.uploadStatus, 'UPLOAD_VERIFYING'),
  );
