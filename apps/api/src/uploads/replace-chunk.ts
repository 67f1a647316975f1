import { withTransaction } from '@sluice/db';
import { type Document, dropChunks, getChunk, lockDocument, type StoredChunk } from '@sluice/db/documents';
import { findActiveSession, type UploadSession } from '@sluice/db/upload-sessions';
import { chunkKey } from '@sluice/storage';
import type { Deps } from '../context.ts';
import { placeChunks } from './place-chunks.ts';

interface Replaced {
  readonly document: Document;
  readonly session: UploadSession;
  readonly chunk: StoredChunk;
}

/**
 * Moves a chunk that has not arrived to another server, unless another request already did. Bytes that still arrive at
 * the old location are unreferenced and removed by the orphan sweep. @throws AppError NO_STORAGE_SERVER
 */
export async function replaceChunk(
  deps: Pick<Deps, 'db' | 'storage' | 'limits'>,
  { document, session, chunk }: Replaced,
): Promise<void> {
  const { docId, accountId } = document;
  const { chunkNumber, chunkSize, chunkHash } = chunk;
  const s3Key = chunkKey({ env: deps.storage.env, accountId, docId, sessionId: session.sessionId, chunkNumber });
  await withTransaction(deps.db, async (tx) => {
    await lockDocument(tx, docId);
    const active = await findActiveSession(tx, docId);
    const now = await getChunk(tx, docId, chunkNumber);
    const unchanged = now?.serverId === chunk.serverId && now.s3Key === chunk.s3Key && now.status !== 'completed';
    if (active?.sessionId !== session.sessionId || !unchanged) return;
    await dropChunks(tx, docId, [chunkNumber]);
    const moved = { docId, chunkNumber, s3Key, chunkSize, chunkHash };
    await placeChunks(tx, deps, [moved], { except: chunk.serverId });
  });
}
