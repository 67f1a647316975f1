import { createHash } from 'node:crypto';
import { AppError, counted, formatCount, isAppError } from '@sluice/core';
import type { Document, ReadChunk, StoredChunk } from '@sluice/db/documents';
import { getChunk, getDocumentById, listChunks, recordChunkBytes } from '@sluice/db/documents';
import { type BlockHashes, hashObject, onServer } from '@sluice/storage';
import type { DocumentStores } from '../spool/open-document.ts';

/** How often a chunk may move while it is being read. */
const MOVES = 5;

/** A chunk that must be uploaded again, with its location and the reason. */
export interface ChunkFault {
  readonly chunk: StoredChunk;
  readonly error: AppError;
}

/** The stored contents of a document. */
export interface Reading {
  readonly sizeBytes: number;
  /** Hash of all bytes, hex; meaningless if there are faults. */
  readonly sha256: string;
  /** For a chunked document: the intact chunks, and the others. */
  readonly chunks: readonly ReadChunk[];
  readonly faults: readonly ChunkFault[];
}

export interface ReadUploadOptions {
  readonly document: Document;
  readonly signal: AbortSignal;
  /** Receives every byte once, in order, up to the first fault. */
  readonly onData: (bytes: Uint8Array) => void | Promise<void>;
}

/**
 * Reads all bytes of an upload and records the result for every chunk.
 * @throws AppError UPLOAD_MISSING, STORAGE_UNAVAILABLE (retryable), JOB_SUPERSEDED when it no longer needs verification;
 * the signal's reason.
 */
export function readUpload(stores: DocumentStores, options: ReadUploadOptions): Promise<Reading> {
  return options.document.storage === 'single' ? readSingle(stores, options) : readChunks(stores, options);
}

async function readSingle({ storage }: DocumentStores, options: ReadUploadOptions): Promise<Reading> {
  const { document, signal, onData } = options;
  const { sizeBytes, sha256 } = await hashObject({ storage, key: document.s3Key, signal, onData }).catch((error) => {
    throw isNotFound(error) ? missing('The uploaded object is not in storage.') : error;
  });
  return { sizeBytes, sha256, chunks: [], faults: [] };
}

async function readChunks(stores: DocumentStores, { document, signal, onData }: ReadUploadOptions): Promise<Reading> {
  const listed = await listChunks(stores.db, document.docId);
  if (listed.length === 0) throw missing('This upload has no chunks.');
  const chunks: ReadChunk[] = [];
  const faults: ChunkFault[] = [];
  let whole = createHash('sha256');
  let sizeBytes = 0;
  for (const chunk of listed) {
    let given = 0;
    const before = whole;
    const found = await readMoving(stores, chunk, signal, {
      begin: () => {
        whole = before.copy();
      },
      onData: (bytes, position) => {
        if (faults.length > 0) return;
        whole.update(bytes);
        // Bytes that were already passed on before a move are skipped.
        const fresh = bytes.subarray(Math.max(0, given - position));
        given = Math.max(given, position + bytes.length);
        if (fresh.length > 0) return onData(fresh);
      },
    });
    if ('error' in found) faults.push(found);
    else chunks.push({ chunkNumber: chunk.chunkNumber, chunkHash: found.sha256 });
    sizeBytes += 'error' in found ? 0 : found.sizeBytes;
  }
  return { sizeBytes, sha256: whole.digest('hex'), chunks, faults };
}

interface Sink {
  /** Called whenever reading of the chunk starts from the beginning. */
  begin(): void;
  onData(bytes: Uint8Array, position: number): void | Promise<void>;
}

/** Reads a chunk at its current location, and again if it has moved. */
async function readMoving(
  stores: DocumentStores,
  listed: StoredChunk,
  signal: AbortSignal,
  sink: Sink,
): Promise<BlockHashes | ChunkFault> {
  let chunk = listed;
  for (let moves = 0; moves <= MOVES; moves++) {
    const found = await readChunk(stores, chunk, signal, sink);
    const kept = !('error' in found) && (await recordChunkBytes(stores.db, { ...chunk, ...recorded(found) }));
    if (kept) return found;
    const now = await stillWanted(stores, chunk);
    const moved = now.s3Key !== chunk.s3Key || now.serverId !== chunk.serverId;
    if (!moved && 'error' in found) return found;
    chunk = now;
  }
  const message = `Chunk ${listed.chunkNumber} kept moving while it was being read.`;
  throw new AppError('STORAGE_UNAVAILABLE', message, { retryable: true });
}

const recorded = ({ sha256, blockHashes }: BlockHashes) => ({ chunkHash: sha256, blockHashes });

async function readChunk(
  { servers }: DocumentStores,
  chunk: StoredChunk,
  signal: AbortSignal,
  sink: Sink,
): Promise<BlockHashes | ChunkFault> {
  const { server, s3Key: key, chunkNumber, chunkSize, chunkHash } = chunk;
  const fault = (code: 'UPLOAD_MISSING' | 'UPLOAD_MISMATCH', what: string): ChunkFault => ({
    chunk,
    error: new AppError(code, `Chunk ${chunkNumber} ${what}.`, { context: { chunkNumber, server: server.name } }),
  });
  sink.begin();
  let position = 0;
  const onData = (bytes: Uint8Array): void | Promise<void> => {
    const at = position;
    position += bytes.length;
    return sink.onData(bytes, at);
  };
  try {
    const found = await onServer(server, () => hashObject({ storage: servers.storageOf(server), key, signal, onData }));
    if (found.sizeBytes !== chunkSize)
      return fault('UPLOAD_MISMATCH', `has ${counted(found.sizeBytes, 'byte')} instead of ${formatCount(chunkSize)}`);
    if (chunkHash !== null && found.sha256 !== chunkHash)
      return fault('UPLOAD_MISMATCH', `has the SHA-256 ${found.sha256} instead of ${chunkHash}`);
    return found;
  } catch (error) {
    if (isNotFound(error)) return fault('UPLOAD_MISSING', 'is missing');
    throw error;
  }
}

/** The current row of the chunk. @throws AppError JOB_SUPERSEDED if the document is no longer being verified */
async function stillWanted({ db }: DocumentStores, { docId, chunkNumber }: StoredChunk): Promise<StoredChunk> {
  const document = await getDocumentById(db, docId);
  const chunk = await getChunk(db, docId, chunkNumber);
  if (chunk && document?.uploadStatus === 'UPLOAD_VERIFYING') return chunk;
  throw superseded(document?.uploadStatus);
}

export const superseded = (status: string | undefined): AppError =>
  new AppError('JOB_SUPERSEDED', `The document is no longer being verified; its status is ${status ?? 'deleted'}.`);

const missing = (message: string): AppError => new AppError('UPLOAD_MISSING', message);

const isNotFound = (error: unknown): boolean => isAppError(error) && error.code === 'STORAGE_NOT_FOUND';
