import { AppError, formatCount } from '@sluice/core';
import type { Tx } from '@sluice/db';
import {
  admitAgain,
  announceChunkHash,
  claimUpload,
  type Document,
  dropChunks,
  listChunks,
  lockDocument,
  type StoredChunk,
} from '@sluice/db/documents';
import { createUploadSession, endSession, extendSession, findActiveSession } from '@sluice/db/upload-sessions';
import { chunkKey } from '@sluice/storage';
import type { Deps, Limits } from '../context.ts';
import type { AnnouncedChunk, Announcement } from './announcement.ts';
import { placeChunks } from './placement.ts';

type UploadDeps = Pick<Deps, 'limits' | 'storage'>;

export interface UploadClaimant {
  readonly docId: string;
  readonly announcement: Announcement;
  readonly traceId: string;
}

/** Whether the bytes are stored or being verified, so that the document must not be uploaded again. */
export const isSettled = ({ uploadStatus }: Document): boolean =>
  uploadStatus === 'UPLOAD_COMPLETE' || uploadStatus === 'UPLOAD_VERIFYING';

/**
 * Updates the rows to the latest request: name, type and size of the document, its session and its chunks. A settled
 * document stays as it is. Undefined if it was deleted concurrently.
 * @throws AppError NO_STORAGE_SERVER; VALIDATION_FAILED when an upload with another size is in progress
 */
export async function prepareUpload(
  tx: Tx,
  deps: UploadDeps,
  { docId, announcement, traceId }: UploadClaimant,
): Promise<Document | undefined> {
  const before = await lockDocument(tx, docId);
  if (!before || before.deletingAt) return undefined;
  if (isSettled(before)) return before;
  const { originalFilename, contentType, sizeBytes: fileSizeBytes, storage } = announcement;
  if (before.fileSizeBytes !== fileSizeBytes && (await isInFlight(tx, before))) throw sizeInFlight(before);
  refuseOutlived(before, deps.limits);
  await admitAgain(tx, deps.limits.uploads, before, fileSizeBytes);
  // A failed upload that is requested again starts over.
  const announcedAt = before.uploadStatus === 'UPLOAD_FAILED' ? new Date() : before.announcedAt;
  const claimed = { ...before, originalFilename, contentType, fileSizeBytes, storage, traceId, announcedAt };
  await claimUpload(tx, { docId, originalFilename, contentType, fileSizeBytes, storage, traceId });
  if (storage === 'single') await leaveChunks(tx, before);
  else await prepareSession(tx, deps, { ...before, announcedAt }, announcement);
  return claimed;
}

/** The time until which an announced upload may be resumed. */
const lifeEnd = ({ announcedAt }: Pick<Document, 'announcedAt'>, { uploadLifeSeconds }: Limits): Date =>
  new Date((announcedAt?.getTime() ?? Date.now()) + uploadLifeSeconds * 1_000);

/** @throws AppError UPLOAD_EXPIRED when the upload has taken too long and the sweep has not ended it yet */
export function refuseOutlived(document: Document, limits: Limits): void {
  if (document.uploadStatus === 'UPLOAD_FAILED' || lifeEnd(document, limits).getTime() > Date.now()) return;
  throw new AppError(
    'UPLOAD_EXPIRED',
    `The upload was not completed within ${formatCount(limits.uploadLifeSeconds)} s of its announcement and has expired. To ` +
      'start over now, delete its document and request the upload again.',
  );
}

/** Seconds for which the session of an upload may be extended: never beyond the life of the upload. */
export const sessionSeconds = (document: Document, limits: Limits): number =>
  Math.max(
    1,
    Math.min(limits.uploadSessionSeconds, Math.round((lifeEnd(document, limits).getTime() - Date.now()) / 1_000)),
  );

/** Whether a client may still be sending bytes for an earlier announcement. */
async function isInFlight(tx: Tx, { docId, storage, uploadStatus, s3UrlExpiresAt }: Document): Promise<boolean> {
  if (uploadStatus !== 'UPLOAD_URL_GENERATED') return false;
  const session = storage === 'chunked' ? await findActiveSession(tx, docId) : undefined;
  const until = session?.expiresAt ?? s3UrlExpiresAt;
  return until !== null && until.getTime() > Date.now();
}

/** Only the bytes will show which size is right, and replacing it would spoil the upload that is under way. */
const sizeInFlight = ({ fileSizeBytes }: Document): AppError =>
  new AppError('VALIDATION_FAILED', 'The file size does not match an upload of the same content that is in progress.', {
    context: { refusal: 'UPLOAD_SIZE_CONFLICT' },
    fields: [
      {
        field: 'file_size',
        code: 'invalid',
        message: `must be ${fileSizeBytes}, as announced by the upload in progress; wait until it ends, or delete its document`,
      },
    ],
  });

/** The latest request uploads the document as a single object. */
async function leaveChunks(tx: Tx, { docId, storage }: Document): Promise<void> {
  if (storage === 'single') return;
  await endSession(tx, docId, 'cancelled');
  await dropChunks(tx, docId);
}

/** Keeps the active session if it has the same chunks; otherwise starts a new one with the chunks that have arrived. */
async function prepareSession(
  tx: Tx,
  deps: UploadDeps,
  before: Document,
  { sizeBytes, chunks }: Announcement,
): Promise<void> {
  const { docId, accountId } = before;
  const seconds = sessionSeconds(before, deps.limits);
  const active = await findActiveSession(tx, docId);
  const sameBytes = before.storage === 'chunked' && before.fileSizeBytes === sizeBytes;
  const stored = await listChunks(tx, docId);
  if (active && sameBytes && before.uploadStatus !== 'UPLOAD_FAILED' && stored.length === chunks.length) {
    await extendSession(tx, { sessionId: active.sessionId, seconds });
    await announceHashes(tx, stored, chunks);
    return;
  }
  if (active) await endSession(tx, docId, 'cancelled');
  const sessionId = await createUploadSession(tx, { docId, seconds });
  const kept = new Set(sameBytes ? stored.filter((chunk) => isKept(chunk, chunks)).map(numberOf) : []);
  await dropChunks(
    tx,
    docId,
    stored.map(numberOf).filter((number) => !kept.has(number)),
  );
  const { env } = deps.storage;
  const wanted = chunks.filter(({ chunkNumber }) => !kept.has(chunkNumber));
  const rows = wanted.map(({ chunkNumber, size, chunkHash }) => ({
    docId,
    chunkNumber,
    s3Key: chunkKey({ env, accountId, docId, sessionId, chunkNumber }),
    chunkSize: size,
    chunkHash,
  }));
  await placeChunks(tx, deps, rows);
}

const numberOf = ({ chunkNumber }: StoredChunk): number => chunkNumber;

/** Whether the chunk has arrived and is not announced with another size or hash. */
function isKept(
  { status, chunkNumber, chunkSize, chunkHash }: StoredChunk,
  chunks: readonly AnnouncedChunk[],
): boolean {
  const announced = chunks[chunkNumber];
  if (status !== 'completed' || announced?.size !== chunkSize) return false;
  return announced.chunkHash === null || chunkHash === null || announced.chunkHash === chunkHash;
}

/**
 * Adds hashes to chunks that have none. Where two requests disagree on a chunk that has not arrived, it is expected without
 * a hash: the bytes of either are accepted, and verification decides.
 */
async function announceHashes(
  tx: Tx,
  stored: readonly StoredChunk[],
  chunks: readonly AnnouncedChunk[],
): Promise<void> {
  for (const chunk of stored) {
    const chunkHash = chunks[chunk.chunkNumber]?.chunkHash ?? null;
    if (chunkHash === null || chunkHash === chunk.chunkHash) continue;
    await announceChunkHash(tx, chunk, chunk.chunkHash === null ? chunkHash : null);
  }
}
