import { newId } from '@sluice/core';
import { withTransaction } from '@sluice/db';
import {
  addChunks,
  beginVerifying,
  completeVerified,
  type Document,
  findOrCreateDocument,
  getDocumentById,
  listChunks,
  lockDocument,
  markUrlsGenerated,
  recordChunkBytes,
} from '@sluice/db/documents';
import { createUploadSession } from '@sluice/db/upload-sessions';
import { BlockHasher, chunkKey, documentKey, planChunks } from '@sluice/storage';
import { sha256Of } from '@sluice/storage/testing';
import { putBytes } from './documents.ts';
import type { FarmServer } from './server-farm.ts';
import type { Stack } from './stack.ts';

export interface PlacedDocument {
  readonly bytes: Buffer;
  readonly accountId: string;
  /** The server of each chunk. */
  readonly on: (chunkNumber: number) => FarmServer;
  /** Whether the bytes of a chunk have arrived. Default: all have. */
  readonly arrived?: (chunkNumber: number) => boolean;
}

/** Creates a chunked document in the middle of its upload: rows as the API writes them, and the arrived objects. */
export async function openUpload(stack: Stack, { bytes, accountId, on, arrived }: PlacedDocument): Promise<string> {
  const { db, storage } = stack;
  const { docId } = await announce(stack, bytes, accountId);
  const plan = planChunks(bytes.length);
  const sessionId = await withTransaction(db, async (tx) => {
    await lockDocument(tx, docId);
    return createUploadSession(tx, { docId, seconds: 3_600 });
  });
  const keyOf = (chunkNumber: number) => chunkKey({ env: storage.env, accountId, docId, sessionId, chunkNumber });
  const chunks = plan.map(({ chunkNumber, size }) => ({
    ...{ docId, chunkNumber, chunkSize: size, serverId: on(chunkNumber).serverId },
    ...{ s3Key: keyOf(chunkNumber), chunkHash: null },
  }));
  const added = await withTransaction(db, (tx) => addChunks(tx, chunks));
  if (added.fullServer) throw new Error(`no room on ${added.fullServer}`);
  for (const { chunkNumber, offset, size } of plan) {
    if (arrived && !arrived(chunkNumber)) continue;
    await putBytes(on(chunkNumber).storage, keyOf(chunkNumber), bytes.subarray(offset, offset + size));
  }
  const now = new Date();
  await markUrlsGenerated(db, { docId, storage: 'chunked', generatedAt: now, expiresAt: now });
  return docId;
}

async function announce({ db, storage }: Stack, bytes: Buffer, accountId: string): Promise<Document> {
  const { document } = await findOrCreateDocument(db, {
    ...{ accountId, sha256: sha256Of(bytes), sizeBytes: bytes.length, traceId: newId(), storage: 'chunked' as const },
    ...{ originalFilename: 'table.csv', contentType: 'text/csv' },
    keyOf: (docId) => documentKey(storage.env, accountId, docId),
  });
  return document;
}

/** Creates a complete chunked document, as if a job had verified it. */
export async function storeDocument(stack: Stack, placed: PlacedDocument): Promise<string> {
  const { db } = stack;
  const docId = await openUpload(stack, placed);
  await beginVerifying(db, { docId, storage: 'chunked', fileSizeBytes: placed.bytes.length });
  const document = await getDocumentById(db, docId);
  if (!document) throw new Error('the document has gone');
  const chunks: { chunkNumber: number; chunkHash: string }[] = [];
  let offset = 0;
  for (const chunk of await listChunks(db, docId)) {
    const hasher = new BlockHasher();
    hasher.update(placed.bytes.subarray(offset, offset + chunk.chunkSize));
    const { sha256: chunkHash, blockHashes } = hasher.finish();
    const { chunkNumber, serverId, s3Key } = chunk;
    await recordChunkBytes(db, { docId, chunkNumber, serverId, s3Key, chunkHash, blockHashes });
    chunks.push({ chunkNumber, chunkHash });
    offset += chunk.chunkSize;
  }
  if (!(await completeVerified(db, { upload: document, chunks }))) throw new Error('the document is not complete');
  return docId;
}
