import { AppError, type Logger } from '@sluice/core';
import {
  beginVerifying,
  type Document,
  failUpload,
  listChunks,
  markChunkArrived,
  type StoredChunk,
} from '@sluice/db/documents';
import { findActiveSession } from '@sluice/db/upload-sessions';
import type { Deps } from '../context.ts';
import { serverUnreachable } from '../documents/server-unreachable.ts';
import { submit } from '../work.ts';
import { failureError } from './failure-error.ts';
import { type ChunkSight, lookAtChunk, lookAtObject } from './look-at-chunk.ts';

type CompleteDeps = Pick<Deps, 'db' | 'storage' | 'servers' | 'queues'>;

/**
 * The client reports that all bytes were sent: they are checked against the storage's metadata, then a job verifies them.
 * A document that is complete or being verified stays as it is.
 * @throws AppError UPLOAD_MISSING, UPLOAD_MISMATCH, UPLOAD_EXPIRED, STORAGE_*, or the reason for which the upload failed
 */
export async function completeUpload(deps: CompleteDeps, document: Document, logger: Logger): Promise<void> {
  const { docId, uploadStatus, docHash256 } = document;
  if (uploadStatus === 'UPLOAD_COMPLETE' || uploadStatus === 'UPLOAD_VERIFYING') return;
  if (uploadStatus === 'UPLOAD_FAILED') throw failureError(document);
  if (docHash256 === null)
    throw new AppError('INVALID_STATE', 'The document is still being received through the API. Try again in a moment.');
  if (document.storage === 'single') await checkObject(deps, document);
  else await checkChunks(deps, document, logger);
  // False: another request completed it or requested it again; the row shows which.
  if (!(await beginVerifying(deps.db, document))) return;
  const payload = { doc_id: docId };
  await submit(deps, logger, { kind: 'verify-document', payload, jobId: docId, how: 'requeue' });
}

async function checkObject({ db, storage }: CompleteDeps, document: Document): Promise<void> {
  const { docId, s3Key, fileSizeBytes, docHash256 } = document;
  const found = await lookAtObject(storage, s3Key);
  if (!found) throw new AppError('UPLOAD_MISSING', 'The file has not been uploaded yet.');
  const wrong = mismatch();
  if (wrong === undefined) return;
  const error = new AppError('UPLOAD_MISMATCH', wrong);
  await failUpload(db, { docId, reason: `${error.code}: ${error.message}` });
  throw error;

  function mismatch(): string | undefined {
    if (found?.sizeBytes !== fileSizeBytes) {
      return `The file was announced with ${fileSizeBytes} bytes, but ${found?.sizeBytes} were uploaded.`;
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
