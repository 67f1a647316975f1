import { AppError, isAppError, type Logger, newId } from '@sluice/core';
import { type Db, withTransaction } from '@sluice/db';
import { loseChunk } from '@sluice/db/documents';
import {
  type MovedChunk,
  moveChunk,
  type ObjectPlace,
  type OwnedChunk,
  type StorageServer,
} from '@sluice/db/storage-servers';
import {
  type ChunkPlace,
  chunkKey,
  copyChunk,
  hashObject,
  onServer,
  type Storage,
  type StorageServers,
} from '@sluice/storage';
import type { DrainContext } from './drain.ts';
import { drainTargets } from './drain-targets.ts';

export interface DrainDeps {
  readonly db: Db;
  /** The installation's own storage, whose `env` is the first component of new keys. */
  readonly storage: Storage;
  readonly servers: StorageServers;
  /** Servers whose last heartbeat is older than this get no chunks. */
  readonly staleSeconds: number;
}

/**
 * `lost`: it was missing or damaged and must be uploaded again, to its new place. `left`: it cannot be moved now. `ended`: the
 * server is no longer being drained.
 */
export type DrainedChunk = 'moved' | 'lost' | 'left' | 'ended';

/** Moves one chunk of `server` to the first other server on the ring that accepts it. */
export async function drainChunk(
  deps: DrainDeps,
  server: StorageServer,
  chunk: OwnedChunk,
  context: DrainContext,
): Promise<DrainedChunk> {
  context.signal.throwIfAborted();
  const targets = await drainTargets(deps, server, chunk);
  if (!targets) return 'ended';
  // The job that reads it identifies it by its key.
  if (chunk.uploadStatus === 'UPLOAD_VERIFYING') return 'left';
  const toFirst = (move: Mover) => firstThatTakes(targets, move, { server, chunk, logger: context.logger });
  const empty: Mover = (target) => record(deps, chunk, { to: newPlace(deps, chunk, target), empty: true });
  if (chunk.status === 'failed' || chunk.status === 'pending') return toFirst(empty);
  try {
    return await toFirst((target) => moveCopy(deps, { server, chunk, target }, context));
  } catch (error) {
    if (!isDamage(error)) throw error;
    const isLost = await lose(deps, { server, chunk, error }, context);
    const outcome = await toFirst(empty);
    return isLost && outcome === 'moved' ? 'lost' : outcome;
  }
}

type Mover = (target: StorageServer) => Promise<MovedChunk>;

/** Tries one server after another; servers that fail are skipped. */
async function firstThatTakes(
  targets: readonly StorageServer[],
  move: Mover,
  { server, chunk, logger }: { server: StorageServer; chunk: OwnedChunk; logger: Logger },
): Promise<'moved' | 'left'> {
  let failure: unknown = noServer(server, chunk);
  for (const target of targets) {
    try {
      const outcome = await move(target);
      if (outcome !== 'full') return outcome === 'moved' ? 'moved' : 'left';
    } catch (error) {
      if (!isFailureOf(target, error)) throw error;
      logger.warn({ err: error, server: target.name }, 'could not move a chunk to another storage server');
      failure = error;
    }
  }
  throw failure;
}

const noServer = (server: StorageServer, { chunkSize }: OwnedChunk): AppError =>
  new AppError(
    'NO_STORAGE_SERVER',
    `No other storage server is active, reachable and has room for a chunk of ${chunkSize} bytes from ${server.name}.`,
    { retryable: true },
  );

const isFailureOf = (target: StorageServer, error: unknown): boolean =>
  isAppError(error) && error.context.serverId === target.serverId;

const isDamage = (error: unknown): error is AppError =>
  isAppError(error) && (error.code === 'DOCUMENT_DAMAGED' || error.code === 'STORAGE_NOT_FOUND');

/** A unique key for every try, so that nothing is overwritten or lost even if two servers share a bucket. */
function newPlace({ storage }: DrainDeps, { accountId, docId, chunkNumber }: OwnedChunk, target: StorageServer) {
  const s3Key = chunkKey({ env: storage.env, accountId, docId, sessionId: newId(), chunkNumber });
  return { serverId: target.serverId, s3Key };
}

const record = ({ db }: DrainDeps, chunk: OwnedChunk, { to, empty }: { to: ObjectPlace; empty: boolean }) => {
  const { docId, chunkNumber, serverId, s3Key } = chunk;
  return withTransaction(db, (tx) => moveChunk(tx, { docId, chunkNumber, from: { serverId, s3Key }, to, empty }));
};

interface Move {
  readonly server: StorageServer;
  readonly chunk: OwnedChunk;
  readonly target: StorageServer;
}

/** First the copy, then the row, then the old object, so that the row never refers to a missing object. */
async function moveCopy(deps: DrainDeps, { server, chunk, target }: Move, context: DrainContext): Promise<MovedChunk> {
  const { servers } = deps;
  const to = newPlace(deps, chunk, target);
  const from = await withHash(servers, { ...chunk, server }, context.signal);
  await copyChunk({ servers, from, to: { server: target, s3Key: to.s3Key }, signal: context.signal });
  const outcome = await record(deps, chunk, { to, empty: false });
  if (outcome === 'moved') await discard(deps, server, chunk.s3Key, context);
  else await discard(deps, target, to.s3Key, context);
  return outcome;
}

/** A chunk with an unknown hash is read once more, so that its copy matches what was read. */
async function withHash(servers: StorageServers, chunk: ChunkPlace, signal: AbortSignal): Promise<ChunkPlace> {
  if (chunk.chunkHash !== null) return chunk;
  const { server, s3Key: key } = chunk;
  const { sha256 } = await onServer(server, () => hashObject({ storage: servers.storageOf(server), key, signal }));
  return { ...chunk, chunkHash: sha256 };
}

/** Objects that cannot be deleted now have no row, so the orphan sweep deletes them. */
async function discard({ servers }: DrainDeps, server: StorageServer, s3Key: string, { logger, signal }: DrainContext) {
  try {
    await servers.storageOf(server).delete(s3Key, { signal });
  } catch (err) {
    logger.warn({ err, server: server.name, key: s3Key }, 'could not delete an object that is no longer needed');
  }
}

/** Marks a damaged chunk. False if it was not verified yet, so that only an upload in progress is affected. */
async function lose(
  { db }: DrainDeps,
  { server, chunk, error }: { server: StorageServer; chunk: OwnedChunk; error: AppError },
  { logger }: DrainContext,
): Promise<boolean> {
  const { docId, chunkNumber, s3Key, serverId } = chunk;
  const reason = `${error.code}: ${error.message}`;
  if (!(await loseChunk(db, { docId, chunkNumber, reason, s3Key, serverId }))) return false;
  logger.error({ doc_id: docId, chunk: chunkNumber, server: server.name, err: error }, 'a stored chunk is damaged');
  return true;
}
