import { isAppError, type Logger } from '@sluice/core';
import {
  type Document,
  getChunk,
  listChunks,
  markChunkArrived,
  markChunkMissing,
  markChunksOffered,
  markUrlsGenerated,
  type StoredChunk,
} from '@sluice/db/documents';
import { findActiveSession, type UploadSession } from '@sluice/db/upload-sessions';
import type { Deps } from '../context.ts';
import { lookAtChunk } from './look-at-chunk.ts';
import { type ChunkOffer, overtaken, type UploadOffer, withOffsets } from './offer.ts';
import { freshServers, replaceChunk } from './placement.ts';

type OfferDeps = Pick<Deps, 'db' | 'storage' | 'servers' | 'limits'>;

interface Offering {
  readonly document: Document;
  readonly session: UploadSession;
  /** The storage servers that can receive chunks now. */
  readonly usable: ReadonlySet<string>;
  readonly logger: Logger;
}

/**
 * The chunks of an upload in progress: arrived ones are marked, the others get fresh URLs, except those whose server is
 * unreachable.
 */
export async function offerChunks(deps: OfferDeps, document: Document, logger: Logger): Promise<UploadOffer> {
  const { db, limits } = deps;
  const session = await findActiveSession(db, document.docId);
  const stored = await listChunks(db, document.docId);
  if (!session) return overview(document, stored);
  const usable = new Set((await freshServers(deps)).map(({ serverId }) => serverId));
  const generatedAt = new Date();
  const expiresAt = new Date(generatedAt.getTime() + limits.uploadUrlSeconds * 1_000);
  const offers = await Promise.all(
    withOffsets(stored).map(async ({ chunk, offset }): Promise<ChunkOffer> => {
      return { offset, ...(await offerChunk(deps, { document, session, usable, logger }, chunk)) };
    }),
  );
  const sent = offers.filter(({ put }) => put !== undefined);
  await markChunksOffered(
    db,
    document.docId,
    sent.map(({ chunk }) => chunk.chunkNumber),
  );
  if (!(await markUrlsGenerated(db, { ...document, generatedAt, expiresAt }))) return overtaken(db, document);
  const offered = { ...document, uploadStatus: 'UPLOAD_URL_GENERATED' as const, failureReason: null };
  return { kind: 'chunked', document: offered, session, chunks: offers.map(asOffered) };
}

/** The chunks of a finished upload, each with its status. */
export const overview = (document: Document, stored: readonly StoredChunk[]): UploadOffer => ({
  kind: 'chunked',
  document,
  chunks: withOffsets(stored).map((place) => ({ ...place, serverUnreachable: false })),
});

const asOffered = (offer: ChunkOffer): ChunkOffer =>
  offer.put ? { ...offer, chunk: { ...offer.chunk, status: 'uploading' } } : offer;

type Offered = Omit<ChunkOffer, 'offset'>;

async function offerChunk(deps: OfferDeps, offering: Offering, stored: StoredChunk): Promise<Offered> {
  const { db } = deps;
  const { session, usable, logger } = offering;
  const arrived = stored.status === 'completed';
  // A chunk seen in this session is trusted; one of an earlier session may have been deleted since.
  if (arrived && stored.s3Key.includes(session.sessionId)) return { chunk: stored, serverUnreachable: false };
  const unsent = stored.status === 'pending' || stored.status === 'failed';
  const sight = unsent ? 'missing' : await lookAtChunk(deps, stored, logger);
  if (sight === 'there') {
    await markChunkArrived(db, stored);
    return { chunk: { ...stored, status: 'completed' }, serverUnreachable: false };
  }
  if (sight === 'unreachable' && arrived) return { chunk: stored, serverUnreachable: true };
  if (arrived) await markChunkMissing(db, stored);
  const chunk: StoredChunk = arrived ? { ...stored, status: 'uploading' } : stored;
  // A server that is draining, inactive or without a recent heartbeat gets no more bytes.
  if (!usable.has(chunk.serverId)) return offerElsewhere(deps, offering, chunk);
  return sight === 'unreachable' ? { chunk, serverUnreachable: true } : sign(deps, offering, chunk);
}

async function offerElsewhere(deps: OfferDeps, offering: Offering, chunk: StoredChunk): Promise<Offered> {
  const { document, session, logger } = offering;
  try {
    await replaceChunk(deps, { document, session, chunk });
    const placed = await getChunk(deps.db, chunk.docId, chunk.chunkNumber);
    if (placed) return sign(deps, offering, placed);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NO_STORAGE_SERVER') throw error;
    logger.warn({ doc_id: chunk.docId, chunk: chunk.chunkNumber, server: chunk.server.name }, error.message);
  }
  return { chunk, serverUnreachable: true };
}

async function sign(
  { servers, limits }: OfferDeps,
  { document, logger }: Offering,
  chunk: StoredChunk,
): Promise<Offered> {
  try {
    const put = await servers.storageOf(chunk.server).presignPut(chunk.s3Key, {
      expiresInSeconds: limits.uploadUrlSeconds,
      contentType: document.contentType,
      sizeBytes: chunk.chunkSize,
      ...(chunk.chunkHash === null ? {} : { sha256: chunk.chunkHash }),
    });
    return { chunk, put, serverUnreachable: false };
  } catch (err) {
    logger.error({ err, server: chunk.server.name, doc_id: chunk.docId }, 'could not sign a URL for a storage server');
    return { chunk, serverUnreachable: true };
  }
}
