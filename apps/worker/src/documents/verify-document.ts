import { AppError, counted, formatCount, isAppError, type Logger } from '@sluice/core';
import {
  completeVerified,
  type Document,
  getDocumentById,
  type ReadChunk,
  rejectChunks,
  rejectUpload,
  type StoredChunk,
} from '@sluice/db/documents';
import { freshDocumentKey, onServer } from '@sluice/storage';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';
import type { SpoolFolder } from '../spool/folder.ts';
import type { DocumentStores } from '../spool/open-document.ts';
import type { TableLimits } from '../tabular/index.ts';
import { ContentCheck } from './content-check.ts';
import { type ChunkFault, type Reading, readUpload, superseded } from './read-upload.ts';

export interface VerifyDeps extends DocumentStores {
  readonly spool: SpoolFolder;
  readonly limits: TableLimits;
  readonly metrics: Pick<WorkerMetrics, 'uploadCompleted' | 'uploadFailed'>;
}

export interface Verification {
  /** In the state UPLOAD_VERIFYING. */
  readonly document: Document;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Reads an upload and completes it, or fails it: then the error is recorded on the row and thrown, and objects that a repair
 * cannot use are deleted. Safe to run concurrently: rows change only if they still match what was read.
 * @throws AppError UPLOAD_MISSING, UPLOAD_MISMATCH, FILE_*, XLSX_TOO_LARGE; STORAGE_UNAVAILABLE (retryable);
 * JOB_SUPERSEDED when it no longer needs verification; the signal's reason.
 */
export async function verifyDocument(deps: VerifyDeps, run: Verification): Promise<void> {
  const { document, logger } = run;
  const { contentType, docId } = document;
  const content = new ContentCheck({ ...deps, contentType, sizeBytes: document.fileSizeBytes ?? 0 });
  try {
    const { chunks, faults, ...found } = await read(deps, run, content);
    if (faults.length > 0) throw await failChunks(deps, run, faults);
    const wrong = mismatch(document, found) ?? (await content.verdict());
    if (wrong) throw await failUpload(deps, run, chunks, wrong);
    if (!(await completeVerified(deps.db, { upload: document, chunks }))) throw await overtaken(deps, docId);
    deps.metrics.uploadCompleted(document);
    logger.info({ bytes: found.sizeBytes, chunks: chunks.length }, 'document verified');
  } finally {
    await content.close();
  }
}

async function read(deps: VerifyDeps, run: Verification, content: ContentCheck): Promise<Reading> {
  const { document, signal, logger } = run;
  const progress = new ProgressLog(logger, document.fileSizeBytes ?? 0);
  const onData = (bytes: Uint8Array): void | Promise<void> => {
    progress.read(bytes.length);
    return content.push(bytes);
  };
  try {
    return await readUpload(deps, { document, signal, onData });
  } catch (error) {
    if (isAppError(error) && error.code === 'UPLOAD_MISSING') throw await failUpload(deps, run, [], error);
    throw error;
  }
}

function mismatch(document: Document, { sizeBytes, sha256 }: Pick<Reading, 'sizeBytes' | 'sha256'>) {
  const { fileSizeBytes, docHash256 } = document;
  const wrong = (what: string) => new AppError('UPLOAD_MISMATCH', `The uploaded document has ${what}.`);
  if (sizeBytes !== fileSizeBytes)
    return wrong(`${counted(sizeBytes, 'byte')} instead of ${formatCount(fileSizeBytes ?? 0)}`);
  return sha256 === docHash256 ? undefined : wrong(`the SHA-256 ${sha256} instead of ${docHash256}`);
}

const reasonOf = ({ code, message }: AppError): string => `${code}: ${message}`;

/** Rejects the whole upload. Returns the error to throw. */
async function failUpload(
  deps: VerifyDeps,
  run: Verification,
  chunks: readonly ReadChunk[],
  error: AppError,
): Promise<AppError> {
  const { document } = run;
  const { storage } = deps;
  const { s3Key: key, accountId, docId } = document;
  const freshKey = freshDocumentKey(storage.env, accountId, docId);
  const gone = await rejectUpload(deps.db, { upload: document, chunks, reason: reasonOf(error), freshKey });
  if (!gone) return overtaken(deps, docId);
  deps.metrics.uploadFailed(document, error.code);
  await discard(deps, run, gone);
  if (document.storage === 'chunked') return error;
  await storage
    .delete(key, { signal: run.signal })
    .catch((cause) => run.logger.warn({ err: cause, key }, 'could not delete a rejected object yet'));
  return error;
}

/** Rejects only these chunks, which must be uploaded again. Returns the error to throw. */
async function failChunks(deps: VerifyDeps, run: Verification, faults: readonly ChunkFault[]): Promise<AppError> {
  const chunks = faults.map(({ chunk }) => chunk);
  const [first] = faults;
  const message = faults.map(({ error }) => error.message).join(' ');
  const error = new AppError(first?.error.code ?? 'UPLOAD_MISMATCH', message, {
    context: { chunks: chunks.map(({ chunkNumber, server }) => ({ chunkNumber, server: server.name })) },
  });
  const failed = await rejectChunks(deps.db, { upload: run.document, chunks, reason: reasonOf(error) });
  if (!failed) return overtaken(deps, run.document.docId);
  deps.metrics.uploadFailed(run.document, error.code);
  await discard(deps, run, chunks);
  return error;
}

/** Rows first, then objects: objects that cannot be deleted now have no row, so the sweep finds them. */
async function discard({ servers }: VerifyDeps, run: Verification, chunks: readonly StoredChunk[]): Promise<void> {
  for (const { server, s3Key: key } of chunks) {
    await onServer(server, () => servers.storageOf(server).delete(key, { signal: run.signal })).catch((error) =>
      run.logger.warn({ err: error, key, server: server.name }, 'could not delete a rejected chunk yet'),
    );
  }
}

/** The error to throw if the rows have changed since they were read. */
async function overtaken({ db }: VerifyDeps, docId: string): Promise<AppError> {
  const status = (await getDocumentById(db, docId))?.uploadStatus;
  if (status !== 'UPLOAD_VERIFYING') return superseded(status);
  return new AppError('INVALID_STATE', 'The upload changed while it was being verified.', { retryable: true });
}

const INTERVAL_MS = 10_000;

/** Logs the progress of a long read. */
export class ProgressLog {
  readonly #logger: Logger;
  readonly #totalBytes: number;
  #bytes = 0;
  #saidAt = Date.now();

  constructor(logger: Logger, totalBytes: number) {
    this.#logger = logger;
    this.#totalBytes = totalBytes;
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    if (Date.now() - this.#saidAt < INTERVAL_MS) return;
    this.#saidAt = Date.now();
    const percent = Math.min(100, Math.floor((100 * this.#bytes) / Math.max(1, this.#totalBytes)));
    this.#logger.info({ bytes: this.#bytes, percent }, 'verifying');
  }
}
