import { AppError, formatCount, isAppError, type Logger } from '@sluice/core';
import {
  finishDrain,
  nextChunksOf,
  noteDrainError,
  type OwnedChunk,
  type StorageServer,
} from '@sluice/db/storage-servers';
import { type DrainDeps, drainChunk } from './drain-chunk.ts';

/** Chunks per page. */
const PAGE = 100;
/** Concurrent moves. */
const LANES = 2;

export interface DrainContext {
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface DrainCounts {
  moved: number;
  /** Of those: missing or damaged, so there was nothing to move. */
  lost: number;
  /** Cannot be moved now, because they are being verified or have just changed. */
  left: number;
}

/**
 * Moves the chunks of a server in `maintenance` to the others and sets it to `inactive` when it is empty. Undefined if an
 * operator has ended the drain. Moved chunks stay moved, so it can be interrupted and resumed at any time.
 * @throws AppError NO_STORAGE_SERVER, STORAGE_UNAVAILABLE, DOCUMENT_NOT_READY, all retryable; the signal's reason
 */
export async function drainServer(
  deps: DrainDeps,
  server: StorageServer,
  context: DrainContext,
): Promise<DrainCounts | undefined> {
  const all: DrainCounts = { moved: 0, lost: 0, left: 0 };
  for (;;) {
    const counts = await movePass(deps, server, context);
    if (!counts) return undefined;
    all.moved += counts.moved;
    all.lost += counts.lost;
    if (counts.lost > 0) await noteDrainError(deps.db, server.serverId, lostChunks(all.lost));
    if (await finishDrain(deps.db, server.serverId)) return all;
    if (counts.moved === 0) throw stuck(counts.left);
  }
}

const lostChunks = (count: number): string =>
  `${formatCount(count)} of its chunks were lost or damaged. Their documents are now UPLOAD_FAILED and can be uploaded again.`;

const stuck = (left: number): AppError =>
  new AppError('DOCUMENT_NOT_READY', `${left} chunks cannot be moved yet: their documents are being verified.`, {
    retryable: true,
  });

/** Tries every chunk once. Undefined if an operator has ended the drain. */
async function movePass(
  deps: DrainDeps,
  server: StorageServer,
  context: DrainContext,
): Promise<DrainCounts | undefined> {
  const counts: DrainCounts = { moved: 0, lost: 0, left: 0 };
  for (let after: OwnedChunk | undefined; ; ) {
    const page = await nextChunksOf(deps.db, server.serverId, { after, limit: PAGE });
    let ended = false;
    await inLanes(page, async (chunk) => {
      const outcome = ended ? 'ended' : await drainChunk(deps, server, chunk, context);
      if (outcome === 'ended') ended = true;
      else if (outcome === 'left') counts.left += 1;
      else counts.moved += 1;
      if (outcome === 'lost') counts.lost += 1;
    });
    if (ended) return undefined;
    after = page.at(-1);
    if (page.length < PAGE) return counts;
  }
}

/** Runs a few at a time. After a failure nothing new starts, and the error is thrown once running work has ended. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

/** Whether a failure is recorded on the row: not if it is the worker shutting down. */
export const isWorthNoting = (error: unknown): error is Error =>
  error instanceof Error && !(isAppError(error) && error.code === 'JOB_STOPPED');
