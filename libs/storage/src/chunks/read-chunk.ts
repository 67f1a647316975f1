import { isAppError } from '@sluice/core';
import { BLOCK_BYTES } from './block-hasher.ts';
import { checkedBlocks, WrongPlace } from './checked-blocks.ts';
import { damagedChunk } from './errors.ts';
import type { StorageServers } from './servers.ts';
import type { ChunkPlace } from './types.ts';

/** How often a chunk may move between two blocks. */
const MOVES = 5;

export interface ReadChunkOptions {
  readonly servers: StorageServers;
  /** Where the chunk is now. */
  readonly locate: () => Promise<ChunkPlace>;
  /** The bytes to read: the first, and the one after the last. At least one. */
  readonly from: number;
  readonly to: number;
  /** How many chunks the document has, for messages. */
  readonly of: number;
  readonly signal: AbortSignal;
}

/** A server that was drained may be switched off or refuse access; its chunks are then somewhere else. */
const isServerFailure = (error: unknown): boolean =>
  isAppError(error) && (error.code === 'STORAGE_UNAVAILABLE' || error.code === 'STORAGE_REFUSED');

const isWrong = (error: unknown): boolean => error instanceof WrongPlace && error.kind === 'wrong';

/**
 * The bytes of one chunk, verified before they are yielded. If the chunk moves, reading continues at its new location; a
 * wrong block is read once more in case it was damaged in transit.
 * @throws AppError DOCUMENT_DAMAGED, DOCUMENT_NOT_READY, or that of the server with its name
 */
export async function* readChunk(options: ReadChunkOptions): AsyncGenerator<Uint8Array> {
  const { servers, locate, from, to, of, signal } = options;
  const end = Math.ceil(to / BLOCK_BYTES);
  let block = Math.floor(from / BLOCK_BYTES);
  let place = await locate();
  let moves = 0;
  let wrong = 0;
  while (block < end) {
    try {
      for await (const pieces of checkedBlocks(servers, place, { first: block, end, signal })) {
        const start = block * BLOCK_BYTES;
        yield* slice(pieces, from - start, to - start);
        block += 1;
        moves = 0;
        wrong = 0;
      }
    } catch (error) {
      if (!(error instanceof WrongPlace) && !isServerFailure(error)) throw error;
      signal.throwIfAborted();
      const before = place;
      place = await locate();
      const moved = place.s3Key !== before.s3Key || place.server.serverId !== before.server.serverId;
      if (moved) moves += 1;
      else if (!(error instanceof WrongPlace)) throw error;
      else wrong += 1;
      const again = moved ? moves <= MOVES : isWrong(error) && wrong < 2;
      if (!again) throw error instanceof WrongPlace ? damagedChunk(before, of, error.message) : error;
    }
  }
}

/** The bytes from `from` up to `to`, counted from the start of the first piece; both may lie outside. */
function* slice(pieces: readonly Uint8Array[], from: number, to: number): Generator<Uint8Array> {
  let position = 0;
  for (const piece of pieces) {
    const wanted = piece.subarray(Math.max(0, from - position), Math.max(0, to - position));
    position += piece.length;
    if (wanted.length > 0) yield wanted;
  }
}
