import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ErrorCode, errorCodes, formatCount, type Logger } from '@sluice/core';
import type { Tx } from '@sluice/db';
import {
  beginVerifying,
  beginVerifyingAgain,
  type Document,
  failUpload,
  getDocument,
  listChunks,
  markChunkArrived,
  type StoredChunk,
} from '@sluice/db/documents';
import { findActiveSession } from '@sluice/db/upload-sessions';
import type { Deps } from '../context.ts';
import { serverUnreachable } from '../documents/open-content.ts';
import { statusOf } from '../problem.ts';
import { type Requester, submit } from '../work.ts';
import { type ChunkSight, lookAtChunk, lookAtObject } from './look-at-chunk.ts';

type CompleteDeps = Pick<Deps, 'db' | 'storage' | 'servers' | 'queues' | 'metrics'>;

/**
 * The client reports that all bytes were sent: they are checked against the storage's metadata, then a job verifies them.
 * A document that is complete or being verified stays as it is.
 * @throws AppError UPLOAD_MISSING, UPLOAD_MISMATCH, UPLOAD_EXPIRED, STORAGE_*, or the reason for which the upload failed
 */
export async function completeUpload(
  deps: CompleteDeps,
  document: Document,
  { logger, audit }: Requester,
): Promise<void> {
  audit.unchanged();
  const { uploadStatus, docHash256 } = document;
  if (uploadStatus === 'UPLOAD_COMPLETE' || uploadStatus === 'UPLOAD_VERIFYING') return;
  if (uploadStatus === 'UPLOAD_FAILED') return verifyAgain(deps, { logger, audit }, document);
  if (docHash256 === null)
    throw new AppError('INVALID_STATE', 'The document is still being received through the API. Try again in a moment.');
  if (document.storage === 'single') await checkObject(deps, document);
  else await checkChunks(deps, document, logger);
  await startVerifying(deps, { logger, audit }, document, beginVerifying);
}

/** Codes of failures after which the bytes may still be right: verification could not read them to the end. */
const UNFINISHED = /^(?:STORAGE_UNAVAILABLE|STORAGE_REFUSED|DATABASE_UNAVAILABLE|JOB_STALLED|INTERNAL)\b/;

/**
 * Verifies an upload again if its verification failed before it had read everything.
 * @throws AppError the reason why the upload failed, if its bytes are wrong or missing
 */
export async function verifyAgain(deps: CompleteDeps, by: Requester, document: Document): Promise<void> {
  const { docId, docHash256, deletingAt, failureReason, storage } = document;
  const mayBeRight = UNFINISHED.test(failureReason ?? '') && deletingAt === null && docHash256 !== null;
  if (!mayBeRight) throw failureError(document);
  if (storage === 'single') await checkObject(deps, document);
  else {
    const chunks = await listChunks(deps.db, docId);
    const areThere = chunks.length > 0 && chunks.every(({ status }) => status === 'completed');
    if (!areThere) throw failureError(document);
  }
  await startVerifying(deps, by, document, beginVerifyingAgain);
}

async function startVerifying(
  deps: CompleteDeps,
  { logger, audit }: Requester,
  document: Document,
  begin: (tx: Tx, document: Document) => Promise<boolean>,
): Promise<void> {
  const { docId, accountId, originalFilename: file_name, fileSizeBytes: size_bytes, docHash256: sha256 } = document;
  const { uploadStatus: status, failureReason: failure_reason } = document;
  const begun = await audit.change(
    deps.db,
    (tx) => begin(tx, document),
    () => ({
      ...{ action: 'document.verify', id: docId, accountId },
      ...{ before: { status, failure_reason }, after: { file_name, size_bytes, sha256 } },
    }),
  );
  // False: another request completed it or requested it again; the row shows which.
  if (!begun) return;
  const payload = { doc_id: docId };
  await submit(deps, logger, { kind: 'verify-document', payload, jobId: docId, accountId, how: 'requeue' });
}

async function checkObject({ db, storage, metrics }: CompleteDeps, document: Document): Promise<void> {
  const { docId, s3Key, fileSizeBytes, docHash256 } = document;
  const found = await lookAtObject(storage, s3Key);
  if (!found) throw new AppError('UPLOAD_MISSING', 'The file has not been uploaded yet.');
  const wrong = mismatch();
  if (wrong === undefined) return;
  const error = new AppError('UPLOAD_MISMATCH', wrong);
  await failUpload(db, { docId, reason: `${error.code}: ${error.message}` });
  metrics.uploads.failed('single', error.code);
  throw error;

  function mismatch(): string | undefined {
    if (found?.sizeBytes !== fileSizeBytes) {
      return `The file was announced with ${formatCount(fileSizeBytes ?? 0)} bytes, but ${formatCount(found?.sizeBytes ?? 0)} were uploaded.`;
    }
    if (found?.sha256 === undefined || found.sha256 === docHash256) return undefined;
    return `The file was announced with SHA-256 ${docHash256}, but the uploaded file has ${found.sha256}.`;
  }
}

async function checkChunks(deps: CompleteDeps, { docId }: Document, logger: Logger): Promise<void> {
  const { db } = deps;
  if (!(await findActiveSession(db, docId))) {
    throw new AppError('UPLOAD_EXPIRED', 'The upload session has expired. Request the upload again.');
  }
  const open = (await listChunks(db, docId)).filter(({ status }) => status !== 'completed');
  const seen = await Promise.all(
    open.map(async (chunk) => {
      // The stored object of a lost chunk is known to be wrong.
      const sight = chunk.status === 'failed' ? 'missing' : await lookAtChunk(deps, chunk, logger);
      if (sight === 'there') await markChunkArrived(db, chunk);
      return { chunk, sight };
    }),
  );
  refuseUnseen(seen);
}

interface SeenChunk {
  readonly chunk: StoredChunk;
  readonly sight: ChunkSight;
}

function refuseUnseen(seen: readonly SeenChunk[]): void {
  const which = (wanted: ChunkSight) => seen.filter(({ sight }) => sight === wanted).map(({ chunk }) => chunk);
  const wrong = which('wrong');
  if (wrong.length > 0) {
    throw new AppError(
      'UPLOAD_MISMATCH',
      `Size or hash differs from what was announced: ${named(wrong)}. Get fresh URLs and send them again.`,
    );
  }
  const missing = which('missing');
  if (missing.length > 0) throw new AppError('UPLOAD_MISSING', `Not uploaded yet: ${named(missing)}.`);
  const [unreachable] = which('unreachable');
  if (unreachable) throw serverUnreachable(unreachable.server.name, unreachable.chunkNumber);
}

const named = (chunks: readonly StoredChunk[]): string =>
  `${chunks.length === 1 ? 'chunk' : 'chunks'} ${chunks.map(({ chunkNumber }) => chunkNumber).join(', ')}`;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** The document once verification ends, or its current state after `waitMs` or when `signal` aborts. */
export async function awaitVerification(
  { db }: Pick<Deps, 'db'>,
  { accountId, docId }: Pick<Document, 'accountId' | 'docId'>,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<Document | undefined> {
  const deadline = Date.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const document = await getDocument(db, { accountId, docId });
    const left = deadline - Date.now();
    if (document?.uploadStatus !== 'UPLOAD_VERIFYING' || left <= 0 || signal.aborted) return document;
    await delay(Math.min(pause, left), undefined, { signal }).catch(() => {});
  }
}

const REASON = /^([A-Z][A-Z_]+)(?:: (.*))?$/s;
const codes: ReadonlySet<string> = new Set(errorCodes);

/** The reason of a failed upload as an error for the client; server errors become INVALID_STATE. */
export function failureError({ failureReason }: Pick<Document, 'failureReason'>): AppError {
  const [, code = '', message] = REASON.exec(failureReason ?? '') ?? [];
  const reason = message || failureReason || 'unknown reason';
  if (!codes.has(code)) return new AppError('INVALID_STATE', `The upload failed: ${reason}`);
  const error = new AppError(code as ErrorCode, reason);
  if (statusOf(error) < 500 && statusOf(error) !== 404) return error;
  return new AppError('INVALID_STATE', `The upload failed (${code}). Request it again.`);
}
